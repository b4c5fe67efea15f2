import { dispatchRoom } from '#dispatch/console-room';
import { hallRoom, startConsole } from '#platform/web-shell';
import './look.css';

const element = document.getElementById('console');
if (element) startConsole(element, [dispatchRoom, hallRoom]);
