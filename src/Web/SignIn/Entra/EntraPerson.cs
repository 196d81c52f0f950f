using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using SnapshotShare.Core.Identity;

namespace SnapshotShare.Web.SignIn.Entra;

/// <summary>Who a token of Entra's is about (Microsoft identity platform, ID token and access token claims reference).</summary>
internal static class EntraPerson
{
    /// <summary>Null when the token names nobody of this tenant.</summary>
    public static Actor? Of(ClaimsIdentity token, string tenantId, string? sessionId)
    {
        if (token.FindFirst("oid")?.Value is not { Length: > 0 } id)
            return null;
        if (!string.Equals(token.FindFirst("tid")?.Value, tenantId, StringComparison.OrdinalIgnoreCase))
            return null;
        var name =
            token.FindFirst("name")?.Value
            ?? token.FindFirst("preferred_username")?.Value
            ?? $"application {token.FindFirst("azp")?.Value ?? token.FindFirst("appid")?.Value ?? id}";
        // A program's own token is about itself: its subject is its object ID, and nobody consented to a scope of theirs. That it is one is said
        // outright (idtyp) only where the registration asks for it.
        var isApplication =
            token.FindFirst("idtyp")?.Value == "app"
            || (token.FindFirst("scp") is null && token.FindFirst("sub")?.Value == id)
            || (token.FindFirst("scp") ?? token.FindFirst("name") ?? token.FindFirst("preferred_username")) is null;
        return new Actor(id, name, RolesOf(token), sessionId)
        {
            Groups = GroupsOf(token),
            GroupsLeftOut = LeavesGroupsOut(token),
            IsApplication = isApplication,
        };
    }

    /// <summary>
    /// True for the groups overage claim: of more groups than a token holds (200, or 150 and 6 in other kinds of token) Entra lists none, and says where
    /// they could be asked for (Microsoft identity platform, Groups overage claim).
    /// </summary>
    public static bool LeavesGroupsOut(ClaimsIdentity token)
    {
        if (string.Equals(token.FindFirst("hasgroups")?.Value, "true", StringComparison.OrdinalIgnoreCase))
            return true;
        if (token.FindFirst("_claim_names")?.Value is not { } names)
            return false;
        try
        {
            return JsonNode.Parse(names) is JsonObject elsewhere && elsewhere.ContainsKey("groups");
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>App roles this product knows; others of the same registration mean nothing here.</summary>
    public static IReadOnlyCollection<Role> RolesOf(ClaimsIdentity token) =>
        [
            .. token
                .FindAll("roles")
                .Select(claim =>
                    Enum.GetNames<Role>().Contains(claim.Value, StringComparer.Ordinal) ? Enum.Parse<Role>(claim.Value) : (Role?)null
                )
                .OfType<Role>()
                .Distinct()
                .Order(),
        ];

    public static IReadOnlyCollection<string> GroupsOf(ClaimsIdentity token) => [.. token.FindAll("groups").Select(claim => claim.Value)];
}
