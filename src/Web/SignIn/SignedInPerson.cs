using System.Security.Claims;
using SnapshotShare.Core.Identity;

namespace SnapshotShare.Web.SignIn;

/// <summary>A signed-in person as claims, and back as the actor that every verb asks for.</summary>
public static class SignedInPerson
{
    public const string ObjectId = "oid";
    public const string Name = "name";
    public const string SessionId = "sid";
    public const string Group = "groups";

    /// <summary>There where the identity provider left the groups out.</summary>
    public const string GroupsLeftOut = "groups_left_out";

    /// <summary>As Entra calls it: <c>app</c> for a program of its own.</summary>
    public const string Kind = "idtyp";

    public static ClaimsPrincipal ToPrincipal(this Actor actor, string scheme)
    {
        var claims = new List<Claim> { new(ObjectId, actor.Id), new(Name, actor.Name) };
        if (actor.SessionId is { } sessionId)
            claims.Add(new(SessionId, sessionId));
        if (actor.IsApplication)
            claims.Add(new(Kind, "app"));
        if (actor.GroupsLeftOut)
            claims.Add(new(GroupsLeftOut, "true"));
        claims.AddRange(actor.Roles.Select(role => new Claim(ClaimTypes.Role, role.ToString())));
        claims.AddRange(actor.Groups.Select(group => new Claim(Group, group)));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme, Name, ClaimTypes.Role));
    }

    /// <summary>The person behind the claims. Whoever is not signed in has no role, and every verb refuses them.</summary>
    public static Actor ToActor(this ClaimsPrincipal principal) =>
        new(
            principal.FindFirstValue(ObjectId) ?? "",
            principal.FindFirstValue(Name) ?? "",
            [
                .. principal
                    .FindAll(ClaimTypes.Role)
                    .Select(claim => Enum.TryParse<Role>(claim.Value, out var role) ? role : (Role?)null)
                    .OfType<Role>(),
            ],
            principal.FindFirstValue(SessionId)
        )
        {
            Groups = [.. principal.FindAll(Group).Select(claim => claim.Value)],
            GroupsLeftOut = principal.FindFirst(GroupsLeftOut) is not null,
            IsApplication = principal.FindFirstValue(Kind) == "app",
        };
}
