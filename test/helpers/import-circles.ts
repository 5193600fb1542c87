import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export type ImportGraph = ReadonlyMap<string, readonly string[]>;

const options = {module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext};

/**
What each TypeScript file of a directory imports of the others, by whatever means: types and dynamic imports are followed, which the
linter's rule leaves out. Files are named by their paths from the directory, with slashes.
*/
export const importGraph = (directory: string): ImportGraph => {
	const nameOf = (file: string): string => path.relative(directory, file).replaceAll(path.sep, '/');
	const importsOf = (file: string): readonly string[] => ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles
		.filter(({fileName}) => fileName.startsWith('.'))
		.map(({fileName}) => ts.resolveModuleName(fileName, file, options, ts.sys).resolvedModule?.resolvedFileName)
		.filter(imported => imported !== undefined)
		.map(imported => nameOf(imported));
	const files = readdirSync(directory, {recursive: true, encoding: 'utf8'}).filter(name => /\.tsx?$/v.test(name)).map(name => path.join(directory, name));
	return new Map(files.map(file => [nameOf(file), importsOf(file)]));
};

/** Circles as paths that end where they begin, such as `a.ts → b.ts → a.ts`: not all, but at least one unless there is none. */
export const importCircles = (graph: ImportGraph): readonly string[] => {
	const circles: string[] = [];
	const done = new Set<string>();
	const visit = (file: string, from: readonly string[]): void => {
		if (from.includes(file)) {
			circles.push([...from.slice(from.indexOf(file)), file].join(' → '));
		} else if (!done.has(file)) {
			for (const imported of graph.get(file) ?? []) {
				visit(imported, [...from, file]);
			}

			done.add(file);
		}
	};

	for (const file of graph.keys()) {
		visit(file, []);
	}

	return circles;
};
