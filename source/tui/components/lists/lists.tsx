import {Box} from 'ink';
import type {ReactElement, ReactNode} from 'react';
import {BackendsTable} from '../backends/backends-table.js';
import {RequestLog} from '../requests/request-log.js';
import {Divider} from './divider.js';

type ListsProperties = {
	/** Columns of the panel beside the lists; 0 without one. */
	readonly panelColumns: number;
	/** The panel. */
	readonly children?: ReactNode;
};

/** Backends above requests, or one of them alone, and a panel beside them. */
export function Lists({panelColumns, children}: ListsProperties): ReactElement {
	return (
		<Box flexGrow={1}>
			<Box flexDirection='column' flexGrow={1}>
				<BackendsTable panelColumns={panelColumns}/>
				<RequestLog panelColumns={panelColumns}/>
			</Box>
			{panelColumns > 0 && <Divider/>}
			{panelColumns > 0 && (
				<Box flexDirection='column' flexShrink={0} width={panelColumns}>
					{children}
				</Box>
			)}
		</Box>
	);
}
