using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SnapshotShare.Core.Persistence;

/// <summary>The room's tables.</summary>
public static class EnvironmentTables
{
    extension(Db db)
    {
        public DbSet<EnvironmentStamp> Environments => db.Set<EnvironmentStamp>();
    }
}

internal sealed class EnvironmentStampTable : IEntityTypeConfiguration<EnvironmentStamp>
{
    public void Configure(EntityTypeBuilder<EnvironmentStamp> builder)
    {
        builder.ToTable("Worlds");
        builder.HasKey(stamp => stamp.Id);
    }
}
