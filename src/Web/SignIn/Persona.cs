using SnapshotShare.Core.Identity;

namespace SnapshotShare.Web.SignIn;

/// <summary>A role to play in the sandbox, without a password. Only offered where every AWS endpoint is a loopback address.</summary>
/// <param name="Key">The value that the sign-in form posts.</param>
/// <param name="Token">The bearer token of the same persona for the HTTP API.</param>
public sealed record Persona(string Key, string Id, string Name, Role Role, string Token)
{
    public static readonly IReadOnlyList<Persona> All =
    [
        Of("requester", "developer", Role.Requester),
        Of("approver", "DBA", Role.Approver),
        Of("auditor", "auditor", Role.Auditor),
        Of("admin", "admin", Role.Admin),
    ];

    public static Persona? ByKey(string? key) => All.FirstOrDefault(persona => string.Equals(persona.Key, key, StringComparison.Ordinal));

    public static Persona? ByToken(string? token) =>
        All.FirstOrDefault(persona => string.Equals(persona.Token, token, StringComparison.Ordinal));

    private static Persona Of(string key, string name, Role role) => new(key, $"persona-{key}", name, role, $"sandbox-{key}");
}
