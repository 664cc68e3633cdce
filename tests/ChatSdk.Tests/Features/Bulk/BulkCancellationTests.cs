using System.Collections.Concurrent;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Bulk;

/// <summary>Tests bulk runs that end early because the source fails, or because the caller cancels or leaves the loop.</summary>
[TestFixture]
public sealed class BulkCancellationTests : BulkTest
{
    [TestCase(1)]
    [TestCase(4)]
    [TestCase(50)]
    public async Task Exception_from_the_source_is_thrown_after_the_earlier_results(int maxConcurrency)
    {
        List<int> received = [];

        var act = async () =>
        {
            await foreach (var result in Client.CreateManyAsync(NewRequestsAsync(20, new IOException("The file ended.")), maxConcurrency).WithCancellation(Guard))
            {
                result.IsSuccess.Should().BeTrue();
                received.Add(result.Index);
            }
        };

        await act.Should().ThrowExactlyAsync<IOException>().WithMessage("The file ended.");
        received.Order().Should().Equal(Enumerable.Range(0, 20));
        IsSourceClosed.Should().BeTrue();
    }

    [Test]
    public async Task Exception_from_a_source_that_throws_immediately_is_thrown()
    {
        var act = () => AllAsync(Client.CreateManyAsync(NewRequestsAsync(0, new IOException("No file."))));

        await act.Should().ThrowExactlyAsync<IOException>();
    }

    [Test]
    public async Task Exception_from_a_synchronous_source_is_thrown_after_the_earlier_requests_have_been_sent()
    {
        var act = () => AllAsync(Client.CreateManyAsync(NewRequests(5).Select((request, index) => index < 4 ? request : throw new IOException("The fifth."))));

        await act.Should().ThrowExactlyAsync<IOException>();
        Server.Requests.Should().HaveCount(4);
    }

    [Test]
    public async Task OperationCanceledException_from_the_source_is_thrown_after_the_earlier_results()
    {
        using var ownSource = new CancellationTokenSource();
        await ownSource.CancelAsync();
        List<int> received = [];

        var act = async () =>
        {
            await foreach (var result in Client.CreateManyAsync(NewRequestsAsync(5, new OperationCanceledException(ownSource.Token)), 2).WithCancellation(Guard))
            {
                received.Add(result.Index);
            }
        };

        await act.Should().ThrowAsync<OperationCanceledException>();
        received.Order().Should().Equal(0, 1, 2, 3, 4);
    }

    [Test]
    public async Task Breaking_out_of_the_loop_cancels_the_calls_and_closes_the_source()
    {
        Server.AnswersText("one").AnswersAlways(FakeAnswer.Silence());

        await foreach (var result in Client.CreateManyAsync(NewRequestsAsync(1000), maxConcurrency: 4).WithCancellation(Guard))
        {
            await NextRequestsAsync(5);
            break;
        }

        IsSourceClosed.Should().BeTrue("the source must be closed when the loop ends");
        await Task.WhenAll(Server.Requests.Skip(1).Select(request => request.ClientDisconnected)).WaitAsync(Guard);
        RequestsRead.Should().Be(5);
        Server.Requests.Should().HaveCount(5);
    }

    [Test]
    public async Task Exception_in_the_loop_body_closes_the_source()
    {
        var act = async () =>
        {
            await foreach (var result in Client.CreateManyAsync(NewRequestsThenHangAsync(3)).WithCancellation(Guard))
            {
                throw new NotSupportedException(result.Completion!.Text);
            }
        };

        await act.Should().ThrowAsync<NotSupportedException>();
        IsSourceClosed.Should().BeTrue();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Caller_can_cancel_while_calls_are_in_progress(bool viaArgument)
    {
        Server.AnswersAlways(FakeAnswer.Silence());
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Guard);
        var many = Client.CreateManyAsync(NewRequestsAsync(100), 3, cancellationToken: viaArgument ? caller.Token : default);
        await using var results = many.GetAsyncEnumerator(viaArgument ? default : caller.Token);
        var first = results.MoveNextAsync();
        var requests = await NextRequestsAsync(3);

        await caller.CancelAsync();

        (await FluentActions.Awaiting(() => first.AsTask()).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
        await Task.WhenAll(requests.Select(request => request.ClientDisconnected)).WaitAsync(Guard);
        IsSourceClosed.Should().BeTrue();
    }

    [Test]
    public async Task Caller_can_cancel_while_the_source_is_waiting()
    {
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Guard);
        List<int> received = [];

        var act = async () =>
        {
            await foreach (var result in Client.CreateManyAsync(NewRequestsThenHangAsync(4), 2, cancellationToken: caller.Token))
            {
                received.Add(result.Index);
                if (received.Count == 4)
                {
                    await caller.CancelAsync();
                }
            }
        };

        (await act.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
        received.Order().Should().Equal(0, 1, 2, 3);
    }

    [Test]
    public async Task Run_with_a_canceled_token_throws_and_sends_nothing()
    {
        var act = () => Client.CreateManyAsync(NewRequests(3), cancellationToken: new CancellationToken(canceled: true)).GetAsyncEnumerator(Guard).MoveNextAsync().AsTask();

        await act.Should().ThrowAsync<OperationCanceledException>();
        Server.Requests.Should().BeEmpty();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Loop_can_be_canceled_or_left_while_the_source_blocks_its_thread(bool byToken)
    {
        using var queue = new BlockingCollection<ChatCompletionRequest> { NewRequest(0) };
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Guard);
        List<int> received = [];

        var act = async () =>
        {
            await foreach (var result in Client.CreateManyAsync(queue.GetConsumingEnumerable(), cancellationToken: caller.Token))
            {
                received.Add(result.Index);
                if (!byToken)
                {
                    break;
                }

                await caller.CancelAsync();
            }
        };

        var ended = act().WaitAsync(Guard);
        await ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ended.Status.Should().Be(byToken ? TaskStatus.Canceled : TaskStatus.RanToCompletion);
        received.Should().Equal(0);
        queue.CompleteAdding();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Loop_can_be_canceled_or_left_while_the_source_ignores_its_token(bool byToken)
    {
        var more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Guard);

        await using (var results = Client.CreateManyAsync(IgnoringTokenAsync(more.Task, closed), cancellationToken: caller.Token).GetAsyncEnumerator(Guard))
        {
            (await results.MoveNextAsync()).Should().BeTrue();
            if (byToken)
            {
                await caller.CancelAsync();
                await results.Invoking(it => it.MoveNextAsync().AsTask()).Should().ThrowAsync<OperationCanceledException>();
            }
        }

        more.SetResult();
        await closed.Task.WaitAsync(Guard);
        Server.Requests.Should().ContainSingle("requests that the source returns after the loop has ended are not sent");
    }

    [Test]
    public async Task Exception_that_the_source_throws_after_the_loop_has_ended_is_observed()
    {
        using var unobserved = new UnobservedExceptions<IOException>();
        var more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        await foreach (var result in Client.CreateManyAsync(IgnoringTokenAsync(more.Task, closed)).WithCancellation(Guard))
        {
            break;
        }

        more.SetException(new IOException("The file ended."));
        await closed.Task.WaitAsync(Guard);

        (await unobserved.CountAsync(Guard)).Should().Be(0);
    }

    [Test]
    public async Task Source_whose_disposal_never_completes_does_not_delay_the_end_of_the_loop()
    {
        var loop = LeaveAsync();

        await loop.WaitAsync(Guard);

        async Task LeaveAsync()
        {
            await foreach (var result in Client.CreateManyAsync(UnclosableAsync(), maxConcurrency: 1).WithCancellation(Guard))
            {
                break;
            }
        }

        static async IAsyncEnumerable<ChatCompletionRequest> UnclosableAsync()
        {
            try
            {
                yield return NewRequest(0);
                yield return NewRequest(1);
                yield return NewRequest(2);
            }
            finally
            {
                await new TaskCompletionSource().Task;
            }
        }
    }

    private static async IAsyncEnumerable<ChatCompletionRequest> IgnoringTokenAsync(Task more, TaskCompletionSource closed)
    {
        try
        {
            yield return NewRequest(0);
            await more;
            yield return NewRequest(1);
        }
        finally
        {
            closed.SetResult();
        }
    }
}
