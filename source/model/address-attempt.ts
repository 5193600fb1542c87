/**
Time for a connection to one of several addresses of a host, in milliseconds; then Node drops the attempt and tries the next one. Its
default of 250 ms is shorter than a busy thread may take to see that it is connected: such a backend would be taken for down.
*/
export const addressAttemptMs = 1000;
