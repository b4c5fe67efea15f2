import type { ServerRoom } from '#platform/http-shell';

/** The rooms of this centre; taking one's line out takes the room out. */
export const SERVER_ROOMS: readonly ServerRoom[] = [];
