/** Where root keeps what another user must reach when the checkout lies in a home that only root may enter. */
export const sharedFolder = '/var/lib/backend-lab';
