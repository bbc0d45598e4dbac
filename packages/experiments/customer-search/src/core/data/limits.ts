/** Most customers that are made: for each seed, indexes below it have customer ids that are all different. */
export const mostCustomers = 10_000_000;
