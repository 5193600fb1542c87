/** Why a fetch failed, such as `ECONNREFUSED`; undefined when it did not. */
export const failureCode = async (fetching: Promise<unknown>): Promise<string | undefined> => {
	try {
		await fetching;
		return undefined;
	} catch (error) {
		return (error as {cause: {code: string}}).cause.code;
	}
};
