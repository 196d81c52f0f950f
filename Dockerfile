FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/Web -c Release -o /app

# To try it with the sandbox inside:
#   docker run -p 127.0.0.1:8080:8080 -v snapshotshare:/data -e Aws__Sandbox__Enabled=true -e SignIn__AllowPersonasOnNetwork=true snapshotshare
FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
RUN install -d -m 700 -o $APP_UID -g $APP_UID /data
ENV ASPNETCORE_ENVIRONMENT=Production
ENV ASPNETCORE_HTTP_PORTS=8080
ENV Data__Folder=/data
USER $APP_UID
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=6s --start-period=60s CMD ["dotnet", "SnapshotShare.Web.dll", "--health"]
ENTRYPOINT ["dotnet", "SnapshotShare.Web.dll"]
