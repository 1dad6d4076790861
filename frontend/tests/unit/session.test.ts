import { ErrorResponse, User, type UserManager } from 'oidc-client-ts';
import { describe, expect, it, vi } from 'vitest';
import { safePath } from '@/features/session/returnTo';
import { createTokenSource } from '@/features/session/tokenSource';
import { createUserManager } from '@/features/session/userManager';

describe('safePath', () => {
  it.each(['/', '/models', '/chat/tiny?x=1#y'])('keeps %s', (path) => expect(safePath(path)).toBe(path));

  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '',
    '/callback?code=x',
    null,
    7,
    {},
  ])('takes %j home', (path) => expect(safePath(path)).toBe('/'));
});

describe('createUserManager', () => {
  const manager = createUserManager(
    { issuer: 'http://localhost:8084', clientId: 'corral-console', scopes: 'openid profile' },
    'http://x',
  );

  it('asks for a code, with PKCE, to exact addresses', () => {
    const { settings } = manager;
    expect(settings.response_type).toBe('code');
    expect(settings.disablePKCE).toBe(false);
    expect(settings.redirect_uri).toBe('http://x/callback');
    expect(settings.post_logout_redirect_uri).toBe('http://x/');
  });

  it('writes no token into the browser’s storage', async () => {
    await manager.storeUser(aUser('secret-access-token'));
    for (const storage of [localStorage, sessionStorage])
      expect(JSON.stringify(contentsOf(storage))).not.toContain('secret');
  });
});

describe('createTokenSource', () => {
  function setUp(signinSilent: UserManager['signinSilent'], refreshToken: string | undefined = 'refresh') {
    const loaded: ((user: User) => void)[] = [];
    const removeUser = vi.fn(() => Promise.resolve());
    const manager = {
      events: { addUserLoaded: (call: (user: User) => void) => loaded.push(call), addUserUnloaded: vi.fn() },
      signinSilent,
      removeUser,
    } as unknown as UserManager;
    const user = aUser('first');
    user.refresh_token = refreshToken;
    return { source: createTokenSource(manager, user), loaded, removeUser };
  }

  it('renews once for many who ask at once, and gives the new token', async () => {
    const silent = vi.fn(() => Promise.resolve(aUser('second')));
    const { source, loaded } = setUp(silent);
    const answers = await Promise.all([source.renew(), source.renew(), source.renew()]);
    expect(answers).toEqual([true, true, true]);
    expect(silent).toHaveBeenCalledTimes(1);
    loaded.forEach((call) => call(aUser('second')));
    expect(source.accessToken()).toBe('second');
  });

  it('ends the session when the issuer refuses', async () => {
    const { source, removeUser } = setUp(() => Promise.reject(new ErrorResponse({ error: 'invalid_grant' })));
    await expect(source.renew()).resolves.toBe(false);
    expect(removeUser).toHaveBeenCalled();
  });

  it('keeps the session when the issuer is only away', async () => {
    const { source, removeUser } = setUp(() => Promise.reject(new TypeError('Failed to fetch')));
    await expect(source.renew()).resolves.toBe(false);
    expect(removeUser).not.toHaveBeenCalled();
    expect(source.accessToken()).toBe('first');
  });
});

function aUser(token: string): User {
  return new User({
    access_token: token,
    token_type: 'Bearer',
    profile: { iss: 'i', sub: 'alice', aud: 'corral-console', exp: 0, iat: 0 },
  });
}

function contentsOf(storage: Storage): (string | null)[] {
  return Array.from({ length: storage.length }, (_, index) => storage.getItem(storage.key(index) ?? ''));
}
