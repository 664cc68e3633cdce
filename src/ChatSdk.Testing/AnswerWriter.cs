using Microsoft.AspNetCore.Http;

namespace ChatSdk.Testing;

/// <summary>Sends an answer as an ordinary Kestrel response.</summary>
internal static class AnswerWriter
{
    public static async Task WriteAsync(
        HttpResponse response, FakeRequest request, AnswerPlan plan, CancellationToken ended)
    {
        response.StatusCode = plan.Status;
        response.ContentLength = plan.HasLength ? plan.Body.Length : null;
        foreach (var (name, value) in plan.Headers)
        {
            response.Headers[name] = value;
        }

        var pieces = plan.Pieces();
        var pace = new Pace(plan);
        for (var index = 0; index < pieces.Length; index++)
        {
            await pace.WaitAsync(index, ended).ConfigureAwait(false);
            // A client may disconnect as soon as it has received the end of the body, so the request is marked as answered before the end is sent.
            if (plan.Ending == FakeAnswerEnding.Whole && index == pieces.Length - 1)
            {
                request.MarkAnswered();
            }

            await response.Body.WriteAsync(pieces[index], ended).ConfigureAwait(false);
            await response.Body.FlushAsync(ended).ConfigureAwait(false);
        }

        await EndAsync(response, request, plan, pace, ended).ConfigureAwait(false);
    }

    private static async Task EndAsync(
        HttpResponse response, FakeRequest request, AnswerPlan plan, Pace pace, CancellationToken ended)
    {
        if (plan.Ending == FakeAnswerEnding.Whole)
        {
            request.MarkAnswered();
            return;
        }

        // If there is no body, the headers have not been sent yet.
        await response.Body.FlushAsync(ended).ConfigureAwait(false);
        if (plan.Ending == FakeAnswerEnding.Hang)
        {
            await Task.Delay(Timeout.Infinite, ended).ConfigureAwait(false);
        }

        await pace.WaitAsync(plan.Pieces().Length, ended).ConfigureAwait(false);
        request.MarkAnswered();
        // If a handler throws after its response has started, Kestrel sends what was written, and closes the connection without the final chunk.
        throw new IOException("The answer is cut off here, as scripted.");
    }
}
