import {Static, Text} from 'ink';
import {useLayoutEffect, useSyncExternalStore, type ReactElement} from 'react';
import type {AnnouncedLines} from './announced-lines.js';

type AnnouncementsProperties = {
	readonly lines: AnnouncedLines;
};

/** Lines that are written once, one below the other; a batch that is written is dropped. */
export function Announcements({lines}: AnnouncementsProperties): ReactElement {
	const batch = useSyncExternalStore(lines.subscribe, lines.getBatch);
	useLayoutEffect(() => {
		lines.drop(batch);
	}, [lines, batch]);
	return (
		<Static key={batch.number} items={[...batch.lines]}>
			{(line, index) => <Text key={index}>{line}</Text>}
		</Static>
	);
}
