namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>Three Availability Zones of each Region.</summary>
internal static class Zones
{
    public static IReadOnlyList<string> Of(string region) =>
        region == "ap-northeast-1" ? [region + "a", region + "c", region + "d"] : [region + "a", region + "b", region + "c"];
}
