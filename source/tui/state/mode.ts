/** What keys act on: the lists, or what has opened over them. Each feature extends it by what its own modes hold. */
export type Mode = {
	readonly kind: string;
	/** The mode below, to which this one returns. */
	readonly back?: Mode;
	/** What is searched for in its text, and the line of the current match. */
	readonly search?: {readonly text: string; readonly at: number};
	/** Id of the backend that commands act on, whatever is selected. */
	readonly backendId?: string;
};

/** The lists. */
export const browse: Mode = {kind: 'browse'};

export type ModeKind<Kinded extends Mode> = {
	is(mode: Mode): mode is Kinded;
	of(content: Omit<Kinded, 'kind'>): Kinded;
};

/** Recognises and makes the modes of one kind. */
export const modeKind = <Kinded extends Mode>(kind: Kinded['kind']): ModeKind<Kinded> => ({
	is: (mode): mode is Kinded => mode.kind === kind,
	of(content) {
		const mode: Omit<Kinded, 'kind'> & Pick<Kinded, 'kind'> = {...content, kind};
		return mode as Kinded;
	},
});

/** The mode below, such as a request below the help; the mode itself if there is none. */
export const beneath = (mode: Mode): Mode => mode.back ? beneath(mode.back) : mode;

/** Changes the mode or, if another has opened over it, the mode below. */
export const changeBeneath = (mode: Mode, change: (mode: Mode) => Mode): Mode => {
	if (!mode.back) {
		return change(mode);
	}

	const back = changeBeneath(mode.back, change);
	return back === mode.back ? mode : {...mode, back};
};
