// SPDX-License-Identifier: MIT
// Signing in and out, and what people do before they can: sign-up of a garage, asking for an account, a forgotten password.

import { api, attempt, bodyOf, type Schemas } from "./client";

export async function signIn(body: Schemas["SignIn"]): Promise<Schemas["Session"]> {
    return (await attempt(() => api.POST("/api/auth/signin", { body }))).body;
}

export async function signOut(): Promise<void> {
    await bodyOf(() => api.POST("/api/auth/signout"));
}

export async function signUp(body: Schemas["SignUp"]): Promise<Schemas["SignedUp"]> {
    return (await attempt(() => api.POST("/api/auth/signup", { body }))).body;
}

export async function register(body: Schemas["Registration"]): Promise<void> {
    await attempt(() => api.POST("/api/auth/register", { body }));
}

export async function forgetPassword(body: Schemas["ForgottenPassword"]): Promise<void> {
    await attempt(() => api.POST("/api/auth/forgot-password", { body }));
}

export async function resetPassword(body: Schemas["PasswordReset"]): Promise<void> {
    await attempt(() => api.POST("/api/auth/reset-password", { body }));
}

export async function changeMyName(body: Schemas["Profile"]): Promise<void> {
    await bodyOf(() => api.PUT("/api/users/me", { body }));
}

export async function changeMyPassword(body: Schemas["PasswordChange"]): Promise<void> {
    await bodyOf(() => api.POST("/api/users/me/change-password", { body }));
}
