using System.Net;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ChatSdk;

/// <summary>
/// Checks whether a client's server can be reached and accepts the client's API key. Checks run one after another, so that concurrent
/// checks can share one result.
/// </summary>
internal sealed class ChatHealthCheck(ChatClient client, ChatHealthCheckOptions options) : IHealthCheck, IDisposable
{
    // There are no retries, because the check is repeated anyway.
    private static readonly ChatCallOptions _call = new() { MaxRetries = 0, UseResponseCache = false };

    private readonly SemaphoreSlim _gate = new(1);
    private readonly TimeProvider _time = client.Options.TimeProvider;
    private HealthCheckResult? _result;
    private long _checkedAt;

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_result is { } earlier && _time.GetElapsedTime(_checkedAt) < options.CacheDuration)
            {
                return earlier;
            }

            var result = await CheckAsync(context.Registration.FailureStatus, cancellationToken).ConfigureAwait(false);
            (_result, _checkedAt) = (result, _time.GetTimestamp());
            return result;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<HealthCheckResult> CheckAsync(HealthStatus failureStatus, CancellationToken cancellationToken)
    {
        var models = await client.TryListModelsAsync(_call, cancellationToken).ConfigureAwait(false);
        if (models.IsSuccess)
        {
            return HealthCheckResult.Healthy($"{client.BaseAddress} lists its models.");
        }

        if (models.Error is not ChatApiException { Status: HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented } noList)
        {
            return Failure(failureStatus, models.Error);
        }

        if (!options.SendPrompt)
        {
            return HealthCheckResult.Degraded($"{client.BaseAddress} can be reached, but does not list its models. Set SendPrompt to check it with a prompt, which consumes tokens.", noList);
        }

        var request = new ChatCompletionRequest { Messages = [ChatMessage.User("Hi")], MaxTokens = 1 };
        var answer = await client.TryCreateAsync(request, _call, cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess ? HealthCheckResult.Healthy($"{client.BaseAddress} answers prompts.") : Failure(failureStatus, answer.Error);
    }

    private static HealthCheckResult Failure(HealthStatus status, ChatException error) => new(status, error.Message, error);
}
