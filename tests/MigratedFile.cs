using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Tests;

/// <summary>
/// An empty database as the migrations leave it. They leave the same one each time and take a tenth of a second for it, so a test that is
/// not about migrating begins with a copy.
/// </summary>
internal static class MigratedFile
{
    private static readonly Lazy<byte[]> Bytes = new(Migrate);

    public static void CopyTo(string file) => File.WriteAllBytes(file, Bytes.Value);

    private static byte[] Migrate()
    {
        var folder = Directory.CreateTempSubdirectory("migrated-").FullName;
        try
        {
            var file = Path.Combine(folder, "migrated.db");
            var options = new DbContextOptionsBuilder<Db>().UseSqlite($"Data Source={file};Pooling=False").Options;
            using (var db = new Db(options))
                db.Database.Migrate();
            return File.ReadAllBytes(file);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
