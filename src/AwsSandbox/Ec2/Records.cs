namespace SnapshotShare.AwsSandbox.Ec2;

internal sealed record Vpc(string Account, string Region, string Id, string Cidr, bool IsDefault, string Name);

internal sealed record SecurityGroup(
    string Account,
    string Region,
    string Id,
    string Name,
    string Description,
    string VpcId,
    int? OpenPort
);
