using System.Text.RegularExpressions;
using SnapshotShare.AwsSandbox.Policies;
using SnapshotShare.AwsSandbox.State;

namespace SnapshotShare.AwsSandbox.Kms;

/// <summary>The principals that KMS takes in a policy or a grant: they must exist, and no star stands for a part of a name.</summary>
internal static partial class PolicyPrincipals
{
    public static bool Exists(World world, NamedPrincipal principal) =>
        principal.Kind switch
        {
            "AWS" => principal.Name == "*"
                || Account().IsMatch(principal.Name)
                || Exists(world, principal.Name)
                || world.Roles.All.Any(r => r.RoleId == principal.Name)
                || world.Users.All.Any(u => u.UserId == principal.Name),
            "Service" => Service().IsMatch(principal.Name),
            "Federated" => Provider().IsMatch(principal.Name),
            _ => false,
        };

    /// <summary>Roles and users of the accounts that are here must exist; nobody can say about others.</summary>
    public static bool Exists(World world, string arn)
    {
        if (!Arn().IsMatch(arn))
            return false;
        var account = arn.Split(':')[4];
        var isHere = world.Roles.All.Any(r => r.Account == account) || world.Users.All.Any(u => u.Account == account);
        return !isHere
            || !(arn.Contains(":role/", StringComparison.Ordinal) || arn.Contains(":user/", StringComparison.Ordinal))
            || world.Roles.Find(arn) is not null
            || world.Users.All.Any(u => u.Arn == arn);
    }

    [GeneratedRegex("^[0-9]{12}\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Account();

    [GeneratedRegex(@"^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Service();

    [GeneratedRegex(
        @"^(?:arn:aws:iam::[0-9]{12}:(?:saml|oidc)-provider/[^*?]+|[a-z0-9-]+(?:\.[a-z0-9-]+)+)\z",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Provider();

    [GeneratedRegex(
        "^arn:aws:(?:iam::[0-9]{12}:(?:root|(?:user|role)/[^*?]+)|sts::[0-9]{12}:(?:assumed-role/[^*?/]+|federated-user)/[^*?/]+)\\z",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Arn();
}
