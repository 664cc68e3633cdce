namespace ChatSdk.Tests.Requirements;

/// <summary>Finds an installed Chromium or Chrome.</summary>
internal static class Chromium
{
    public static string? Find()
    {
        string[] places = Environment.GetEnvironmentVariable("CHATSDK_CHROMIUM") is { Length: > 0 } named
            ? [named]
            : ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
        return places.FirstOrDefault(File.Exists);
    }
}
