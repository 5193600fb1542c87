import envPaths from 'env-paths';

/** Where files are kept for this user that are no settings. */
export const userDataDirectory = (): string => envPaths('proxy-tui', {suffix: ''}).data;
