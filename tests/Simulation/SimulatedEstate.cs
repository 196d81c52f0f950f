using SnapshotShare.Core.Accounts;
using SnapshotShare.Core.Data;
using SnapshotShare.Core.Pipeline;

namespace SnapshotShare.Simulation;

/// <summary>The configuration that every simulated server reads: the sandbox's two accounts and one route between them.</summary>
internal static class SimulatedEstate
{
    private const string Region = "ap-northeast-1";
    private const string Prod = "987654321000";
    private const string Dev = "123456789000";

    private static readonly PaceOptions LooksEveryTwoMinutes = new() { Look = TimeSpan.FromMinutes(2) };

    public static World World { get; } = new("sandbox", [Prod, Dev], "Personas");

    public static Pace Pace { get; } = Pace.From(LooksEveryTwoMinutes, speed: 1);

    public static Estate Of(Scenario scenario) =>
        EstateReader
            .Read(
                new AwsOptions
                {
                    Accounts = { ["prod"] = Account(Prod, scenario), ["dev"] = Account(Dev, scenario) },
                    Routes =
                    {
                        ["prod-to-dev"] = new()
                        {
                            From = "prod",
                            To = "dev",
                            SharingKey = "alias/dev-altplus-key",
                            TargetKey = "alias/aws/rds",
                            SubnetGroup = "dev-db-subnets",
                            SecurityGroups = ["sg-0d3adb33f01230de1"],
                            InstanceClass = "db.r6g.large",
                        },
                    },
                    Pace = LooksEveryTwoMinutes,
                }
            )
            .Estate!;

    private static AccountOptions Account(string id, Scenario scenario) =>
        new()
        {
            AccountId = id,
            Region = Region,
            CopiesAtOnce = scenario.CopiesAtOnce,
            RoleArn = $"arn:aws:iam::{id}:role/SnapshotShare",
        };
}
