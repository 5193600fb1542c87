/** Size class of the screen: `wide` with every column spelt out, `compact` for a classic terminal, `minimal` with a status line and one list. */
export type Tier = 'wide' | 'compact' | 'minimal';

/** Rows of each part of the screen, from top to bottom. */
export type Layout = {
	readonly tier: Tier;
	readonly header: number;
	/** Rows above each list: a rule with its title, and in the larger tiers the column titles. */
	readonly paneTop: number;
	/** 0 hides the pane. */
	readonly backends: number;
	/** 0 hides the pane. */
	readonly requests: number;
	readonly bottom: number;
	/** Width of the side panel; 0 hides it. */
	readonly side: number;
};

export const chooseTier = (columns: number, rows: number): Tier => {
	if (columns < 60 || rows < 14) {
		return 'minimal';
	}

	return columns < 120 ? 'compact' : 'wide';
};
