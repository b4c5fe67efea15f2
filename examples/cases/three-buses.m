function mpc = three_buses
% Made for this project: cheap power far from the load, over two ways that share it as their reactances say.
mpc.version = '2';
mpc.baseMVA = 100;

%	bus	type	Pd	Qd	Gs	Bs	area	Vm	Va	baseKV	zone	Vmax	Vmin
mpc.bus = [
	1	3	0	0	0	0	1	1	0	330	1	1.1	0.9;
	2	2	0	0	0	0	1	1	0	330	1	1.1	0.9;
	3	1	150	0	0	0	1	1	0	330	1	1.1	0.9;
];

%	bus	Pg	Qg	Qmax	Qmin	Vg	mBase	status	Pmax	Pmin
mpc.gen = [
	1	0	0	0	0	1	100	1	200	0;	% cheap
	2	0	0	0	0	1	100	1	200	0;	% dear
];

%	from	to	r	x	b	rateA	rateB	rateC	ratio	angle	status	angmin	angmax
mpc.branch = [
	1	3	0	0.1	0	80	0	0	0	0	1	-360	360;
	1	2	0	0.1	0	0	0	0	0	0	1	-360	360;
	2	3	0	0.1	0	0	0	0	0	0	1	-360	360;
];

%	model	startup	shutdown	n	c1	c0	(points p, cost for model 1)
mpc.gencost = [
	2	0	0	2	10	0	0	0	0	0;
	1	0	0	3	0	0	40	1200	200	9200;
];
