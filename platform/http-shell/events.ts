/** Server-sent events: small notices (ids, not records) that make screens read again. */
export interface Events {
  /** Sends to everybody who listens to this topic (`dispatch.plan`). */
  publish(topic: string, data: Readonly<Record<string, unknown>>): void;
}
