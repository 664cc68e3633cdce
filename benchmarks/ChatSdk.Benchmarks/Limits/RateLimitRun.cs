using System.Diagnostics;
using System.Globalization;
using ChatSdk.Testing;

namespace ChatSdk.Benchmarks.Limits;

/// <summary>
/// Sends 1,000 requests, through a client with rate limits, to each of several fake servers that accept 60 requests and 20,000 tokens per
/// second. For each server, prints the rate that the client achieved and the number of requests that the server rejected.
/// </summary>
internal static class RateLimitRun
{
    private const int _count = 1000;
    private const int _requestsPerSecond = 60;
    private const int _tokensPerSecond = 20_000;

    // These are the numbers of tokens in the prompts and answers. The small ones reach the limit for requests first, and the large ones
    // the limit for tokens.
    private static readonly (int Prompt, int Answer)[] _small = [(100, 20), (150, 60), (300, 100), (400, 150)];
    private static readonly (int Prompt, int Answer)[] _large = [(200, 40), (300, 120), (600, 200), (800, 300)];

    public static async Task RunAsync()
    {
        await RunAsync(_small, hasWindows: false, count: 50).ConfigureAwait(false);
        Console.WriteLine("| server | requests | possible per second | achieved per second | share | rejected |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var hasWindows in new[] { false, true })
        {
            foreach (var sizes in new[] { _small, _large })
            {
                var (seconds, rejected) = await RunAsync(sizes, hasWindows, _count).ConfigureAwait(false);
                var possible = Math.Min(_requestsPerSecond, _tokensPerSecond / sizes.Average(size => size.Prompt + size.Answer));
                var achieved = _count / seconds;
                var row = $"| {(hasWindows ? "one-second windows" : "continuous")} | {(sizes == _small ? "small" : "large")} | {possible:0.0} | {achieved:0.0} | {achieved / possible:0.0%} | {rejected} |";
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row}"));
            }
        }
    }

    private static async Task<(double Seconds, int Rejected)> RunAsync((int Prompt, int Answer)[] sizes, bool hasWindows, int count)
    {
        var server = await FakeChatServer.StartAsync().ConfigureAwait(false);
        await using var stopping = server.ConfigureAwait(false);
        var (requests, tokens, rejected) = (new ServerLimit(_requestsPerSecond, hasWindows), new ServerLimit(_tokensPerSecond, hasWindows), 0);
        foreach (var (prompt, answer) in sizes)
        {
            var usage = new ChatUsage { PromptTokens = prompt, CompletionTokens = answer, TotalTokens = prompt + answer };
            server.GivenRequest(request => HasWords(request, prompt) && TryTake(usage.TotalTokens.Value)).Answers(FakeAnswer.Text("Done.").WithUsage(usage).After(TimeSpan.FromMilliseconds(50)));
        }

        server.GivenRequest(_ => Interlocked.Increment(ref rejected) > 0).AnswersError(429, "Slow down.");
        using var client = new ChatClient(new ChatClientOptions
        {
            BaseAddress = server.BaseAddress,
            Model = "m",
            RateLimits = new() { RequestsPerMinute = 60 * _requestsPerSecond, TokensPerMinute = 60 * _tokensPerSecond },
        });
        var watch = Stopwatch.StartNew();
        await foreach (var result in client.CreateManyAsync(Enumerable.Range(0, count).Select(number => PromptOf(sizes[number % sizes.Length].Prompt)), maxConcurrency: 64).ConfigureAwait(false))
        {
            if (!result.IsSuccess)
            {
                throw result.Error;
            }
        }

        return (watch.Elapsed.TotalSeconds, rejected);

        bool TryTake(double cost)
        {
            if (!requests.Has(1) || !tokens.Has(cost))
            {
                return false;
            }

            requests.Take(1);
            tokens.Take(cost);
            return true;
        }
    }

    // Each word is one token. The first word is the number of words.
    private static string PromptOf(int words) => string.Create(CultureInfo.InvariantCulture, $"{words}{string.Concat(Enumerable.Repeat(" word", words - 1))}");

    private static bool HasWords(FakeRequest request, int words) => request.Body.Contains(string.Create(CultureInfo.InvariantCulture, $"\"{words} word"), StringComparison.Ordinal);
}
