using SnapshotShare.Web.SignIn.Entra;

namespace SnapshotShare.Web.Hosting;

/// <summary>The configuration section <c>SignIn</c>.</summary>
public sealed class SignInOptions
{
    public const string PersonasMode = "Personas";
    public const string EntraMode = "Entra";

    /// <summary><c>Personas</c> or <c>Entra</c>; empty means personas where every endpoint is a loopback address.</summary>
    public string? Mode { get; set; }

    /// <summary>Lets personas be used from other machines. Only for a demonstration on a network you trust.</summary>
    public bool AllowPersonasOnNetwork { get; set; }

    /// <summary>The app registration, for <c>Entra</c>.</summary>
    public EntraOptions Entra { get; set; } = new();
}
