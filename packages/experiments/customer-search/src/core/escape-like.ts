/** The text as a pattern of LIKE or ILIKE in which nothing is a wildcard (PostgreSQL manual 9.7.1; the escape character is a backslash). */
export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
