using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Shares.Drift;

/// <summary>The room's tables.</summary>
public static class DriftTables
{
    extension(Db db)
    {
        public DbSet<DriftFinding> Drift => db.Set<DriftFinding>();
    }
}

internal sealed class DriftFindingTable : IEntityTypeConfiguration<DriftFinding>
{
    public void Configure(EntityTypeBuilder<DriftFinding> builder)
    {
        builder.ToTable("Drift");
        builder.Property(finding => finding.Version).IsConcurrencyToken();
        builder.HasIndex(finding => new { finding.SnapshotArn, finding.SharedWith }).IsUnique().HasFilter("\"GoneAt\" IS NULL");
        builder.HasIndex(finding => finding.State);
    }
}
