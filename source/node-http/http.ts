import process from 'node:process';

/**
`node:http`; its types are imported as usual. An import of the module reads all exports, including those that Node loads lazily:
`fetch` and its dependencies, 3.5 MB in each thread.
*/
export const http = process.getBuiltinModule('node:http');
