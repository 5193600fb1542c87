/** Idle connections that are kept per backend. */
export const maxIdleConnections = 256;

/** Idle timeout of a connection if the backend does not announce a shorter one. */
export const idleConnectionMs = 60_000;
