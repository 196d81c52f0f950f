namespace SnapshotShare.Core.Identity;

/// <summary>Who does something: a signed-in person, or a part of the product itself. Names are kept as they were at the time.</summary>
/// <param name="Id">The object ID of the identity provider; in the sandbox the persona's name.</param>
/// <param name="SessionId">The server-side session behind the act; null for the product itself.</param>
public sealed record Actor(string Id, string Name, IReadOnlyCollection<Role> Roles, string? SessionId)
{
    /// <summary>The pipeline, acting for an approved request.</summary>
    public static readonly Actor Engine = new("engine", "engine", [], SessionId: null);

    /// <summary>The watchdog, closing shares past their deadline.</summary>
    public static readonly Actor Watchdog = new("watchdog", "watchdog", [], SessionId: null);

    /// <summary>The comparison of AWS with the ledger, and what it takes away on somebody's word.</summary>
    public static readonly Actor Drift = new("drift", "drift", [], SessionId: null);

    /// <summary>The one who tells others outside.</summary>
    public static readonly Actor Webhook = new("webhook", "webhook", [], SessionId: null);

    /// <summary>The rule of a route that says yes by itself.</summary>
    public static readonly Actor AutomaticApproval = new("automatic-approval", "automatic approval", [], SessionId: null);

    /// <summary>Group IDs as the identity provider claims them.</summary>
    public IReadOnlyCollection<string> Groups { get; init; } = [];

    /// <summary>
    /// The identity provider named no group because there are too many: what is in <see cref="Groups"/> is not the whole truth, and nothing is granted
    /// by what is missing.
    /// </summary>
    public bool GroupsLeftOut { get; init; }

    /// <summary>A program with a role of its own, and nobody behind it: what takes a person's judgement it does not do.</summary>
    public bool IsApplication { get; init; }

    public bool Is(Role role) => Roles.Contains(role);

    /// <summary>The roles in one word, as the ledger keeps them.</summary>
    public string RoleText => Roles.Count == 0 ? "system" : string.Join(',', Roles.Order());
}
