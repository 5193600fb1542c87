import {requestMeasures, topMeasures, topSubjects} from '../../../model/top-list.js';

/** As they are written on the command line. */
export const subjectWords = [...topSubjects, 'requests'].map(name => name.replace('_', '-'));
export const measureWords = [...new Set([...topMeasures, ...requestMeasures])].map(name => name.replace('_', '-'));
