using SnapshotShare.AwsSandbox.Kms;
using SnapshotShare.AwsSandbox.State;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>A new master password: given, or made and kept by Secrets Manager. It applies at once, whatever ApplyImmediately says.</summary>
internal static class MasterPassword
{
    public static Refusal? Check(Call call)
    {
        var managed = call.Form.Bool("ManageMasterUserPassword");
        if (call.Form.Text("MasterUserPassword") is { } password)
        {
            if (managed == true)
                return RdsFaults.InvalidCombination("You can't specify MasterUserPassword when ManageMasterUserPassword is enabled.");
            if (password.Length < 8)
                return NotValid("it is shorter than 8 characters.");
            if (password.Length > 41)
                return NotValid("it is longer than 41 characters.");
            if (password.Any(c => c is < '!' or > '~' or '/' or '"' or '@'))
                return NotValid("Only printable ASCII characters besides '/', '@', '\"', ' ' may be used.");
        }
        if (call.Form.Text("MasterUserSecretKmsKeyId") is not null && managed != true)
            return RdsFaults.InvalidCombination("MasterUserSecretKmsKeyId can only be specified when ManageMasterUserPassword is enabled.");
        if (call.Form.Bool("RotateMasterUserPassword") == true && call.Form.Bool("ApplyImmediately") != true)
            return RdsFaults.InvalidCombination("You must specify apply immediately when rotating the master user password.");
        return managed == true ? RequireSecretRights(call) : null;
    }

    /// <summary>The cluster with its password on the way; the cluster itself where the request says nothing about it.</summary>
    public static (Cluster? Cluster, Refusal? Refusal) Apply(Call call, Cluster cluster)
    {
        var life = Timeline.Of(call.Now, call.Takes(call.Durations.ResetPassword), "resetting-master-credentials", "available");
        if (call.Form.Text("MasterUserPassword") is not null)
        {
            return cluster.Secret is not null && call.Form.Bool("ManageMasterUserPassword") != false
                ? (
                    null,
                    RdsFaults.InvalidCombination(
                        "You can't specify MasterUserPassword while the master user password is managed in Secrets Manager."
                    )
                )
                : (cluster with { Secret = null, MasterPasswordIsFromSnapshot = false, Life = life }, null);
        }
        if (call.Form.Bool("RotateMasterUserPassword") == true)
        {
            return cluster.Secret is { } secret
                ? (cluster with { Secret = secret with { Status = "rotating" }, Life = life }, null)
                : (
                    null,
                    RdsFaults.InvalidCombination("You can't rotate the master user password because it isn't managed in Secrets Manager.")
                );
        }
        if (call.Form.Bool("ManageMasterUserPassword") == true)
            return Managed(call, cluster, life);
        return call.Form.Bool("ManageMasterUserPassword") == false && cluster.Secret is not null
            ? (null, RdsFaults.InvalidCombination("You must specify MasterUserPassword when you turn off ManageMasterUserPassword."))
            : (cluster, null);
    }

    private static (Cluster?, Refusal?) Managed(Call call, Cluster cluster, Timeline life)
    {
        if (cluster.Secret is not null)
            return (cluster, null);
        var wanted = call.Form.Text("MasterUserSecretKmsKeyId");
        var key = wanted is null
            ? KeyRing.Managed(call.Accounts, call.Place, "secretsmanager", call.Now)
            : KeyRing.Find(call.World, call.Place, wanted);
        if (key is null || key.State != Key.Enabled || (!key.IsAwsManaged && !MayDescribe(call, key)))
            return (null, RdsFaults.KeyNotAccessible(KeyUse.SpecifiedWording, wanted ?? key!.Arn));
        var arn =
            $"arn:aws:secretsmanager:{call.Region}:{call.Caller.Account}:secret:rds!cluster-{call.Names.Uuid()}-{call.Names.Letters(6)}";
        return (cluster with { Secret = new(arn, key.Arn, "creating"), MasterPasswordIsFromSnapshot = false, Life = life }, null);
    }

    private static bool MayDescribe(Call call, Key key) => KeyAccess.WhyNot(call, key, KeyAccess.Ask(call, key, "kms:DescribeKey")) is null;

    private static Refusal? RequireSecretRights(Call call) =>
        call.Require("secretsmanager:CreateSecret", "*") ?? call.Require("secretsmanager:TagResource", "*");

    private static Refusal NotValid(string because) =>
        RdsFaults.InvalidValue($"The parameter MasterUserPassword is not a valid password because {because}");
}
