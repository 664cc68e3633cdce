using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace ChatSdk;

/// <summary>
/// The spans of a tool run: one for the run, and one for each execution of a tool. The calls to the model have their own spans. The span of
/// the run is the parent of all of these.
/// </summary>
internal static class ToolSpans
{
    private const string _runOperation = "invoke_agent";
    private const string _toolOperation = "execute_tool";
    private const int _maxLength = 256;

    /// <summary>Determines whether spans are created.</summary>
    public static bool AreObserved(ChatClientOptions client) => client.EnableTelemetry && ChatTelemetry.Source.HasListeners();

    /// <summary>Starts the span of a run.</summary>
    public static Activity? StartRun(ChatClientOptions client, ChatCallOptions? options, string? model) => !client.EnableTelemetry ? null : ChatTelemetry.Source
        .StartActivity(_runOperation)?
        .SetTag(TelemetryNames.Operation, _runOperation)
        .SetTag(TelemetryNames.Provider, client.TelemetryProvider)
        .SetTag(TelemetryNames.RequestModel, model ?? client.Model)
        .SetTag(TelemetryNames.ConversationId, options?.ConversationId);

    /// <summary>Runs a tool in its own span.</summary>
    public static async ValueTask<ChatContent> ToolAsync(ChatClientOptions client, ChatToolCall call, Func<ValueTask<ChatContent>> tool, CancellationToken cancellationToken)
    {
        var name = OneLine.Of(CallsInMessage.NameOf(call), _maxLength);
        using var span = ChatTelemetry.Source.StartActivity($"{_toolOperation} {name}")?
            .SetTag(TelemetryNames.Operation, _toolOperation)
            .SetTag(TelemetryNames.ToolName, name)
            .SetTag(TelemetryNames.ToolType, "function")
            .SetTag(TelemetryNames.ToolCallId, call.Id is { } id ? OneLine.Of(id, _maxLength) : null)
            .SetTag(TelemetryNames.ToolCallArguments, client.CaptureMessageContent ? call.Function?.Arguments ?? call.Custom?.Input : null);
        try
        {
            var result = await tool().ConfigureAwait(false);
            span?.SetTag(TelemetryNames.ToolCallResult, client.CaptureMessageContent ? result?.Text : null);
            return result!;
        }
        catch (Exception exception)
        {
            Fail(span, exception, cancellationToken);
            throw;
        }
    }

    /// <summary>Runs a stream of steps in a span. The span is current while a step is awaited, but not in the caller's code between two steps.</summary>
    public static async IAsyncEnumerable<T> StreamAsync<T>(Func<Activity?> start, IAsyncEnumerable<T> steps, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var span = start();
        var enumerator = steps.GetAsyncEnumerator(cancellationToken);
        await using var closing = enumerator.ConfigureAwait(false);
        while (await InAsync(span, enumerator.MoveNextAsync, cancellationToken).ConfigureAwait(false))
        {
            yield return enumerator.Current;
        }
    }

    /// <summary>Runs part of a tool run in the span of the run. If that part fails, the span records the failure.</summary>
    public static async ValueTask<T> InAsync<T>(Activity? span, Func<ValueTask<T>> part, CancellationToken cancellationToken)
    {
        // Because this method is asynchronous, the caller's Activity.Current does not change.
        Activity.Current = span ?? Activity.Current;
        try
        {
            return await part().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Fail(span, exception, cancellationToken);
            throw;
        }
    }

    private static void Fail(Activity? span, Exception exception, CancellationToken cancellationToken)
    {
        // A cancellation by the caller does not set the error status. The message of the exception is left out, because it may quote the prompt.
        var isCanceled = exception is OperationCanceledException && cancellationToken.IsCancellationRequested;
        var reason = FailureReason.Of(exception);
        span?.SetTag(TelemetryNames.ErrorType, reason).SetStatus(isCanceled ? ActivityStatusCode.Unset : ActivityStatusCode.Error, reason);
    }
}
