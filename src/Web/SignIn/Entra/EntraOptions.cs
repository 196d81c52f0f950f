using SnapshotShare.Core.Commands;

namespace SnapshotShare.Web.SignIn.Entra;

/// <summary>The configuration section <c>SignIn:Entra</c>: the app registration in Microsoft Entra ID.</summary>
public sealed class EntraOptions
{
    /// <summary>The cloud's sign-in address.</summary>
    public string Instance { get; set; } = "https://login.microsoftonline.com/";

    /// <summary>Directory (tenant) ID. One tenant: anybody's tenant would be anybody.</summary>
    public string? TenantId { get; set; }

    /// <summary>Application (client) ID; also the audience of tokens that programs bring.</summary>
    public string? ClientId { get; set; }

    /// <summary>A client secret of the registration. Keep it out of files: <c>SignIn__Entra__ClientSecret</c>.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>The time for which roles are taken as read; at most four and a half minutes.</summary>
    public TimeSpan RecheckAfter { get; set; } = TimeSpan.FromMinutes(4);

    /// <summary>Tokens are issued by <c>{Instance}{TenantId}/v2.0</c>.</summary>
    public Uri Authority => new(new Uri(Instance), $"{TenantId}/v2.0");

    public IEnumerable<string> Mistakes()
    {
        if (!Uri.TryCreate(Instance, UriKind.Absolute, out var instance) || instance.Scheme != Uri.UriSchemeHttps)
            yield return $"SignIn:Entra:Instance: must be an https address, is '{Instance}'.";
        if (!Guid.TryParse(TenantId, out _))
            yield return $"SignIn:Entra:TenantId: must be the directory (tenant) ID, a GUID, is '{TenantId}'.";
        if (!Guid.TryParse(ClientId, out _))
            yield return $"SignIn:Entra:ClientId: must be the application (client) ID, a GUID, is '{ClientId}'.";
        if (string.IsNullOrWhiteSpace(ClientSecret))
            yield return "SignIn:Entra:ClientSecret: is missing.";
        if (RecheckAfter <= TimeSpan.Zero || RecheckAfter > Sessions.LongestUnchecked - TimeSpan.FromSeconds(30))
            yield return $"SignIn:Entra:RecheckAfter: must be longer than zero and at most 00:04:30, is {RecheckAfter}.";
    }
}
