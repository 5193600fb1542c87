/** A subcommand. */
export type Command = {
	readonly name: string;
	/** Its arguments, such as `[admin-url] [--json]`; empty without any. */
	readonly synopsis: string;
	/** One sentence without a full stop. */
	readonly help: string;
	/** Whether it takes backends and all settings, as a start does. */
	readonly takesSettings?: true;
	/** Its own options by name, without hyphens. Without a placeholder they take no value. */
	readonly options?: Readonly<Record<string, {readonly placeholder?: string; readonly choices?: readonly string[]; readonly help: string}>>;
	/** Whether a running instance knows its arguments, see `offer`. */
	readonly offersLive?: true;
	/** The allowed arguments, if that is a short list. */
	readonly choices?: readonly string[];
	/** Additional help. */
	readonly details?: () => Promise<string>;
	/**
	Loads what it needs only now, so that the list itself costs nothing.

	@param argv - What follows the name.
	@returns The exit code.
	@throws {SettingsError} When it is asked for wrongly.
	*/
	readonly run: (argv: readonly string[]) => Promise<number>;
};

export const usageOf = ({name, synopsis}: Command): string => `proxy-tui ${name} ${synopsis}`.trimEnd();
