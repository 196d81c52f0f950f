using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace SnapshotShare.Core.Data;

/// <summary>For <c>dotnet ef migrations add</c> alone.</summary>
public sealed class DesignTimeDb : IDesignTimeDbContextFactory<SnapshotShareDb>
{
    public SnapshotShareDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SnapshotShareDb>().UseSqlite("Data Source=design.db").Options);
}
