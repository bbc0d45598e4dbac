/** What the entry itself takes beside its two strings: the objects and slots of a Map, roughly. */
const overhead = 200;

/** Memory of a string in V8: a byte for each unit, or two where one of them lies beyond Latin-1. */
const stringBytes = (text: string): number => text.length * (/[\u0100-\uffff]/.test(text) ? 2 : 1);

/** About what a cached value takes in this process, in bytes. */
export const entryBytes = (key: string, value: string): number => overhead + stringBytes(key) + stringBytes(value);
