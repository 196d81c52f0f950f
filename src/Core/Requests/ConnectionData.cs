using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Plans;

namespace SnapshotShare.Core.Requests;

/// <summary>The way to a dev cluster; never a password, only where its holder may read one.</summary>
/// <param name="SecretCommand">The line that reads the secret.</param>
/// <param name="SecretRight">The statement of the right that this line needs.</param>
public sealed record ConnectionData(string Endpoint, string Port, string User, string SecretArn, string SecretCommand, string SecretRight)
{
    private static readonly string[] Facts = ["Endpoint", "Port", "MasterUsername", "SecretArn"];

    /// <summary>Null before all of ⑥ is done, the password replaced and the cluster verified, and once the cluster is on its way out.</summary>
    public static ConnectionData? Of(Request request)
    {
        if (!IsThere(request))
            return null;
        var seen = request.Step(StepName.ReplacePassword).Evidence;
        var secret = seen.GetValueOrDefault("SecretArn") ?? "";
        return new ConnectionData(
            seen.GetValueOrDefault("Endpoint") ?? "",
            seen.GetValueOrDefault("Port") ?? "",
            seen.GetValueOrDefault("MasterUsername") ?? "",
            secret,
            $"aws secretsmanager get-secret-value --region {request.Plan.To.Region} --secret-id {secret} --query SecretString --output text",
            IamPolicy.Statement(["secretsmanager:GetSecretValue"], [secret])
        );
    }

    public static bool IsThere(Request request) =>
        request.Status is RequestStatus.Running or RequestStatus.Blocked or RequestStatus.Ready
        && request.Plan.Step(StepName.ReplacePassword) is { Number: var number }
        && request.Plan.Steps.Where(step => step.Number == number).All(step => request.FindStep(step.Name) is { Status: StepStatus.Done });

    /// <summary>The facts seen at the end of a step, without what only the requester is to read.</summary>
    public static IReadOnlyDictionary<string, string> Without(IReadOnlyDictionary<string, string> evidence) =>
        evidence.Where(fact => !Facts.Contains(fact.Key, StringComparer.Ordinal)).ToDictionary(StringComparer.Ordinal);
}
