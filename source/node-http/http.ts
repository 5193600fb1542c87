import process from 'node:process';

/**
`node:http`; its types are imported as usual. An import of the module reads everything that it exports, including what Node would
load only when it is asked for: `fetch` and all below it, 3.5 MB in each thread.
*/
export const http = process.getBuiltinModule('node:http');
