using SnapshotShare.AwsSandbox.Policies;
using SnapshotShare.AwsSandbox.State;

namespace SnapshotShare.AwsSandbox.Iam;

/// <summary>From an access key to who is calling. A role's actions are read at each call, so a change works at once.</summary>
internal sealed class Identities(World world)
{
    public Credential? Find(string accessKeyId)
    {
        if (world.Users.Find(accessKeyId) is { } user)
            return new(
                user.Secret,
                null,
                DateTimeOffset.MaxValue,
                new(new(user.Account, user.Arn, user.Arn) { UserId = user.UserId }, [PolicyDocument.Allowing(user.Actions)])
            );
        if (world.Sessions.Find(accessKeyId) is not { } session || world.Roles.Find(session.RoleArn) is not { } role)
            return null;
        var arn = $"arn:aws:sts::{role.Account}:assumed-role/{role.Name}/{session.Name}";
        var principal = new PolicyPrincipal(role.Account, arn, role.Arn)
        {
            UserId = $"{role.RoleId}:{session.Name}",
            TokenIssuedAt = session.IssuedAt,
        };
        var caller = new Caller(principal, role.Policies)
        {
            SessionPolicy = session.Policy is { } policy ? PolicyDocument.Parse(policy) : null,
        };
        return new(session.Secret, session.Token, session.ExpiresAt, caller);
    }
}
