/** A time in UTC with milliseconds, cut and not rounded, as JSON.stringify would write a Date. */
const milliseconds = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const address = `CASE WHEN c.has_address THEN
    (SELECT row_to_json(a) FROM (SELECT c.street, c.street_number, c.city_code, c.city, c.country) AS a) END`;

const relationship = `CASE WHEN c.has_relationship THEN
    (SELECT row_to_json(r) FROM (SELECT c.points, ${milliseconds('c.last_activity')} AS last_activity) AS r) END`;

/** The columns of one customer in the order of the contract, nested objects as JSON. */
export const itemColumns = `c.id, c.first_name, c.last_name, c.gender, c.customer_id, c.phone_number,
  ${milliseconds('c.created')} AS created, to_char(c.birthday, 'YYYY-MM-DD') AS birthday, ${milliseconds('c.last_updated')} AS last_updated,
  ${address} AS address, ${relationship} AS relationship`;

/** One customer as JSON text, built by the server and never parsed by this process. */
export const itemJson = `(SELECT row_to_json(item)::text FROM (SELECT ${itemColumns}) AS item)`;
