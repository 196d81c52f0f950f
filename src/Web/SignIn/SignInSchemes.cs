namespace SnapshotShare.Web.SignIn;

/// <summary>The ways in which a caller proves who they are.</summary>
public static class SignInSchemes
{
    /// <summary>Chooses between the two below by what the caller brought.</summary>
    public const string Either = "Either";

    /// <summary>Browsers.</summary>
    public const string Cookie = "Cookie";

    /// <summary>The organisation's identity provider, asked once at sign-in; what it says becomes a session of ours.</summary>
    public const string Provider = "Provider";

    /// <summary>Programs. A browser never sends it by itself, so a change asked for with it cannot be forged by another site.</summary>
    public const string Token = "Token";
}
