// The door "./server".

export { type AccountRoutesOptions, accountRoutes } from './account-routes.ts';
export { type AccountRouter, type AccountRouterOptions, createAccountRouter } from './create-account-router.ts';
export { type Auth, type CreateAuthOptions, createAuth } from './create-auth.ts';
export { type AdministratorOptions, ensureAdministrator } from './ensure-administrator.ts';
export { findCaller } from './find-caller.ts';
export { findUser } from './find-user.ts';
export { type MountAuthOptions, mountAuth } from './mount-auth.ts';
export { offersOneClick } from './offers-one-click.ts';
export { resetAdministratorPassword } from './reset-administrator-password.ts';
