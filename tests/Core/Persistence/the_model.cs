using Microsoft.EntityFrameworkCore;

namespace SnapshotShare.Core.Tests.Persistence;

/// <summary>The tables as the code means them, without a database that is asked.</summary>
public sealed class the_model
{
    [Fact]
    public void is_what_the_migrations_make()
    {
        using var records = new Records();
        using var db = records.CreateDbContext();
        Assert.False(db.Database.HasPendingModelChanges());
    }

    /// <summary>Who writes over what somebody else wrote meanwhile is told, and reads again.</summary>
    [Fact]
    public void lets_a_row_with_a_version_be_written_only_over_the_one_that_was_read()
    {
        using var records = new Records();
        using var db = records.CreateDbContext();
        var versions = db
            .Model.GetEntityTypes()
            .Select(table => table.FindProperty("Version"))
            .Where(version => version is not null)
            .ToList();
        Assert.True(versions.Count > 3);
        Assert.All(versions, version => Assert.True(version!.IsConcurrencyToken, version.DeclaringType.Name));
    }
}
