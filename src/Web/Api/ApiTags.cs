namespace SnapshotShare.Web.Api;

/// <summary>The areas that the description sorts endpoints by, in the order in which a newcomer needs them.</summary>
public static class ApiTags
{
    public const string Requests = "Requests";
    public const string Approvals = "Approvals";
    public const string Shares = "Shares";
    public const string Drift = "Drift";
    public const string Freeze = "Freeze";
    public const string Routes = "Routes";
    public const string Accounts = "Accounts";
    public const string Ledger = "Ledger";

    public static readonly IReadOnlyList<(string Name, string Description)> All =
    [
        (Requests, "Ask for a cluster, a copy or a share; watch it, lengthen its life, give it back."),
        (Approvals, "What is exposed to whom for how long, and the second person's yes or no."),
        (Shares, "Who could read production data, when and where; take a share away."),
        (Drift, "Shares that AWS shows and nobody here made."),
        (Freeze, "The switch for an incident."),
        (Routes, "The ways that data may travel, and whether they would work."),
        (Accounts, "What was last seen in AWS."),
        (Ledger, "Everything that was asked, decided, refused and changed; checked, exported, proven."),
    ];
}
