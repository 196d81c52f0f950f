using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SnapshotShare.Core.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Installations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Installation",
                table: "Worlds",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Installation",
                table: "Requests",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "MayLackInstallation",
                table: "Requests",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Installation",
                table: "Worlds");

            migrationBuilder.DropColumn(
                name: "Installation",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "MayLackInstallation",
                table: "Requests");
        }
    }
}
