using System.Diagnostics;
using System.Text;
using ChatSdk.Tests.Requirements;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;

namespace ChatSdk.Tests.Browser;

/// <summary>Serves the published program in <c>tests/ChatSdk.BrowserTest</c> as a page, and opens it in Chromium.</summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private readonly TaskCompletionSource<string> _output = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _profile = Directory.CreateTempSubdirectory("chatsdk-browser").FullName;
    private readonly WebApplication _site = WebApplication.CreateSlimBuilder().Build();
    private Process? _chromium;

    /// <summary>Runs the named part of the program, and returns the output of that part.</summary>
    public async Task<string> RunAsync(string part, string server, CancellationToken cancellationToken)
    {
        var folder = Environment.GetEnvironmentVariable("CHATSDK_BROWSER_PROGRAM")!;
        using var files = new PhysicalFileProvider(Path.GetFullPath(Path.Combine(folder, "wwwroot")));
        _site.UseFileServer(new FileServerOptions { FileProvider = files, StaticFileOptions = { ServeUnknownFileTypes = true } });
        _site.MapPost("/output", ReadOutputAsync);
        _site.MapPost("/v1/chat/completions", AnswerWithCookies);
        _site.Urls.Add("http://127.0.0.1:0");
        await _site.StartAsync(cancellationToken);
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", $"--user-data-dir={_profile}",
            $"{_site.Urls.First()}/?run={part}&server={Uri.EscapeDataString(server)}",
        ];
        _chromium = Process.Start(new ProcessStartInfo(Chromium.Find()!, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        _chromium.BeginErrorReadLine();
        _chromium.BeginOutputReadLine();
        return await _output.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null)
        {
            _chromium.Kill(entireProcessTree: true);
            await _chromium.WaitForExitAsync();
            _chromium.Dispose();
        }

        await _site.DisposeAsync();
        try
        {
            Directory.Delete(_profile, recursive: true);
        }
        catch (IOException)
        {
            // A Chromium process that has not ended yet may still write to the folder.
        }
    }

    /// <summary>Answers a chat request at the origin of the page. The response sets a cookie, and its text contains the cookies of the request.</summary>
    private static IResult AnswerWithCookies(HttpContext context)
    {
        context.Response.Headers.SetCookie = "page=1; Path=/";
        return Results.Text($$"""{"choices":[{"message":{"content":"cookies: {{context.Request.Headers.Cookie}}"},"finish_reason":"stop"}]}""", "application/json");
    }

    private async Task ReadOutputAsync(HttpContext context)
    {
        using var body = new StreamReader(context.Request.Body, Encoding.UTF8);
        _output.TrySetResult(await body.ReadToEndAsync(context.RequestAborted));
    }
}
