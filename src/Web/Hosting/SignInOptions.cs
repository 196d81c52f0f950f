namespace SnapshotShare.Web.Hosting;

/// <summary>The configuration section <c>SignIn</c>.</summary>
public sealed class SignInOptions
{
    public const string Personas = "Personas";
    public const string Entra = "Entra";

    /// <summary><c>Personas</c> or <c>Entra</c>; empty means personas where every endpoint is a loopback address.</summary>
    public string? Mode { get; set; }

    /// <summary>Lets personas be used from other machines. Only for a demonstration on a network you trust.</summary>
    public bool AllowPersonasOnNetwork { get; set; }
}
