// Made from the documents by `npm run docs`; do not edit.

export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The keys that access tokens are signed with */
        get: operations["getWellKnownJwksJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether this process lives; asks nobody else */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A picture, where no other store has it */
        get: operations["getImagesByName"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether this process can serve requests: asks each server, for a second at most */
        get: operations["getReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The audit log: what operators did, when and why, newest first
         * @description Each entry is written in the transaction of what it tells of.
         *
         *     For operators.
         */
        get: operations["getAdminActions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/circuits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Circuit breakers of every process: payment providers, search
         * @description For operators.
         */
        get: operations["getAdminCircuits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Events that could not be taken, newest first
         * @description By whom stands in `consumer`, why in `error`. Mend that, then replay; or discard what is not needed.
         *
         *     For operators.
         */
        get: operations["getAdminDeadLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/dead-letters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One of them
         * @description For operators.
         */
        get: operations["getAdminDeadLettersById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/dead-letters/{id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close an open one for good
         * @description For operators.
         */
        post: operations["postAdminDeadLettersByIdDiscard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/dead-letters/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try an open one again
         * @description It is OPEN again when it fails again. An event that was taken meanwhile is not taken twice; it comes after later ones of its order.
         *
         *     For operators.
         */
        post: operations["postAdminDeadLettersByIdReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/dead-letters/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try all open ones of a consumer again
         * @description For operators.
         */
        post: operations["postAdminDeadLettersReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Deliveries that wait for a hand, have nobody, or are under way
         * @description For operators.
         */
        get: operations["getAdminDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One delivery with its history and its offers, and why each went to whom
         * @description For operators.
         */
        get: operations["getAdminDeliveriesById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/deliveries/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a delivery to a partner by hand, also when it is somebody else’s
         * @description A live offer is withdrawn and the search ends. Somebody who has it loses it only when `insteadOf` names them; after the pick-up that is a hand-over of the food. No partner gets more deliveries than one may carry, and none who is not ONLINE unless you say so (`evenIfOffShift`).
         *
         *     For operators.
         */
        post: operations["postAdminDeliveriesByIdAssign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/deliveries/{id}/unassign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a delivery from its partner before the pick-up; another is looked for at once
         * @description For operators.
         */
        post: operations["postAdminDeliveriesByIdUnassign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/deliveries/{id}/waive-proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a delivery be made without PIN or picture
         * @description For operators.
         */
        post: operations["postAdminDeliveriesByIdWaiveProof"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/flags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What can be switched off while the system runs
         * @description For operators.
         */
        get: operations["getAdminFlags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/flags/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Switch something off or on; every process follows within two seconds
         * @description For operators.
         */
        put: operations["putAdminFlagsByName"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What people were told, or were not: by status, person or order, newest first
         * @description For operators.
         */
        get: operations["getAdminNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/notifications/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send one again that failed, came too late, or is uncertain
         * @description After mending what was wrong, such as the address. One that was sent is not sent twice.
         *
         *     For operators.
         */
        post: operations["postAdminNotificationsByIdResend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/orders/{id}/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An order's ledger entries
         * @description For operators.
         */
        get: operations["getAdminOrdersByIdLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/orders/{id}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give money of a charged order back, all or part
         * @description Before an order is charged, cancel it instead. Sent again with the same key and body, nothing more is given back.
         *
         *     For operators.
         */
        post: operations["postAdminOrdersByIdRefunds"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/orders/{id}/story": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that happened to an order: moves, offers and their scores, payments, operators’ hands
         * @description For operators.
         */
        get: operations["getAdminOrdersByIdStory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/orders/stuck": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Orders that stand still: how long, why, and what to do next
         * @description From the books alone, so it also works while Temporal is away. Longest first.
         *
         *     For operators.
         */
        get: operations["getAdminOrdersStuck"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/outbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far events are behind on their way to Kafka and to people’s sockets
         * @description For operators.
         */
        get: operations["getAdminOutbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/pauses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What operators have paused
         * @description For operators.
         */
        get: operations["getAdminPauses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/payloads/decode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decrypt what Temporal shows of a workflow
         * @description The codec endpoint of Temporal’s tools: `temporal workflow show --codec-endpoint …/v1/admin/payloads --codec-auth "Bearer …"`. What is not encrypted comes back as it is.
         *
         *     For operators.
         */
        post: operations["postAdminPayloadsDecode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/payloads/encode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Encrypt what is sent to a workflow by hand
         * @description For operators.
         */
        post: operations["postAdminPayloadsEncode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/payments/differences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where a provider’s books and ours differ, newest first
         * @description Found by the sweep (`payment-sweep` in Temporal) and by webhooks. `orphan-hold` was closed at once.
         *
         *     For operators.
         */
        get: operations["getAdminPaymentsDifferences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/payouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make the payouts of last week now, such as after some could not be made
         * @description Whoever was paid is not paid again. Runs after the one under way, if there is one.
         *
         *     For operators.
         */
        post: operations["postAdminPayouts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/reports/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Orders, money, acceptance, times and cancellations, by restaurant, partner, zone, day or hour
         * @description Of the orders placed on those days. May be some seconds behind.
         *
         *     For operators.
         */
        get: operations["getAdminReportsOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/restaurants/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop a restaurant from taking orders for a while
         * @description New orders are refused and the restaurants are not found; orders under way go on. A restaurant cannot end it itself.
         *
         *     For operators.
         */
        post: operations["postAdminRestaurantsByIdPause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/restaurants/{id}/promotion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say how far a restaurant is shown before its equals
         * @description For operators.
         */
        put: operations["putAdminRestaurantsByIdPromotion"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/restaurants/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a restaurant take orders again, as far as its zone and itself do
         * @description For operators.
         */
        post: operations["postAdminRestaurantsByIdResume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/search/reindex": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far the last rebuild of the search index is
         * @description For operators.
         */
        get: operations["getAdminSearchReindex"];
        put?: never;
        /**
         * Build the search index anew, beside the one that is read
         * @description For operators.
         */
        post: operations["postAdminSearchReindex"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/zones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The zones that have restaurants, and what goes on there
         * @description For operators.
         */
        get: operations["getAdminZones"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/zones/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop a zone from taking orders for a while
         * @description New orders are refused and the restaurants are not found; orders under way go on. A restaurant cannot end it itself.
         *
         *     For operators.
         */
        post: operations["postAdminZonesByIdPause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/zones/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a zone take orders again
         * @description For operators.
         */
        post: operations["postAdminZonesByIdResume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Log in with e-mail and password */
        post: operations["postAuthLogin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End this session
         * @description For customers, restaurants, delivery partners, operators.
         */
        post: operations["postAuthLogout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/logout-everywhere": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End all your sessions, this one too
         * @description For customers, restaurants, delivery partners, operators.
         */
        post: operations["postAuthLogoutEverywhere"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a refresh token for new tokens
         * @description Each refresh token is good once. If the answer is lost, send the same one again within 10 seconds and get the same next one; later it counts as stolen, and the session ends.
         */
        post: operations["postAuthRefresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sign-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open an account as a customer */
        post: operations["postAuthSignUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your deliveries, newest first
         * @description For delivery partners.
         */
        get: operations["getDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries/{id}/arrive-at-customer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * You are at the door
         * @description Sent again, it changes nothing.
         *
         *     For delivery partners.
         */
        post: operations["postDeliveriesByIdArriveAtCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries/{id}/arrive-at-restaurant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * You are at the restaurant
         * @description Sent again, it changes nothing.
         *
         *     For delivery partners.
         */
        post: operations["postDeliveriesByIdArriveAtRestaurant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries/{id}/deliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The customer has the food
         * @description Needs a body only when the customer asked for it: their `pin`, or the reference of a `photo` of the food at the door. A wrong PIN is 422 `pin-wrong`; after five, `pin-locked`, and an operator helps.
         *
         *     For delivery partners.
         */
        post: operations["postDeliveriesByIdDeliver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries/{id}/drop-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a delivery back before you have the food; another partner is looked for at once
         * @description You are not asked for it again. It counts against your completion rate, but not for an accident, your vehicle, a closed restaurant or a long wait.
         *
         *     For delivery partners.
         */
        post: operations["postDeliveriesByIdDropOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries/{id}/fail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The food cannot be handed over; ends the order, the cause decides what the customer gets back
         * @description For delivery partners.
         */
        post: operations["postDeliveriesByIdFail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries/{id}/pick-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * You have the food
         * @description For delivery partners.
         */
        post: operations["postDeliveriesByIdPickUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries/{id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * You brought the food of a failed delivery back to the restaurant
         * @description Sent again, it changes nothing.
         *
         *     For delivery partners.
         */
        post: operations["postDeliveriesByIdReturn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries/offers/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take an offered delivery; the same as the frame offer.accept
         * @description 409 `offer-not-live` when its time is over, it was withdrawn, or somebody else has it. Sent again, it gets its first answer.
         *
         *     For delivery partners.
         */
        post: operations["postDeliveriesOffersByIdAccept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries/offers/{id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let an offer go
         * @description The next partner is asked at once. It counts in your acceptance rate.
         *
         *     For delivery partners.
         */
        post: operations["postDeliveriesOffersByIdDecline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/earnings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What you have earned, by day or week of your time zone
         * @description For delivery partners.
         */
        get: operations["getEarnings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/earnings/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What each delivery has brought, newest first
         * @description For delivery partners.
         */
        get: operations["getEarningsDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask where to upload a picture
         * @description Upload it, then name it in your restaurant or in an item.
         *
         *     For restaurants, operators.
         */
        post: operations["postImages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/images/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Upload a picture, where POST /v1/images says so
         * @description For restaurants, operators.
         */
        put: operations["putImagesByName"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/menu": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your menu as it is now
         * @description For restaurants.
         */
        get: operations["getMenu"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/menu/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Make, rename, order and remove categories
         * @description Send all of them, in menu order. One that is left out is removed, and must be empty: 409 `category-not-empty`.
         *
         *     For restaurants.
         */
        put: operations["putMenuCategories"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/menu/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import many items: all of them, or none
         * @description The body may have 4 MB. Try it with `dry_run=true` first.
         *
         *     For restaurants.
         */
        post: operations["postMenuImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/menu/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put an item on the menu
         * @description Its category must be there: 422 `unknown-category`. `If-Match` has the `ETag` of the menu.
         *
         *     For restaurants.
         */
        post: operations["postMenuItems"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/menu/items/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take an item off the menu
         * @description For restaurants.
         */
        delete: operations["deleteMenuItemsById"];
        options?: never;
        head?: never;
        /**
         * Change an item
         * @description For restaurants.
         */
        patch: operations["patchMenuItemsById"];
        trace?: never;
    };
    "/v1/menu/items/{id}/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say whether an item can be had, or when again
         * @description Needs no `If-Match`: the last one to say so is right.
         *
         *     For restaurants.
         */
        put: operations["putMenuItemsByIdStock"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your orders, newest first
         * @description Customers see what they ordered, restaurants what was ordered from them, partners what they carry.
         *
         *     For customers, restaurants, delivery partners, operators.
         */
        get: operations["getOrders"];
        put?: never;
        /**
         * Place an order, of a basket or of a quote
         * @description Needs an `Idempotency-Key`: sent again with the same body it answers the same; with another body 422 `idempotency-key-reused`. The card is authorised, and charged on delivery.
         *
         *     For customers.
         */
        post: operations["postOrders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One order with price, payment, delivery and timeline
         * @description The PIN for the door is shown to the customer only, who did what with the delivery to operators only.
         *
         *     For customers, restaurants, delivery partners, operators.
         */
        get: operations["getOrdersById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an order
         * @description From PLACED. An order that nobody answers is rejected by itself after some minutes, and the customer pays nothing.
         *
         *     For restaurants.
         */
        post: operations["postOrdersByIdAccept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an order
         * @description A customer gets everything back until the kitchen starts, less for food that is cooked already, and cannot cancel after the pick-up; when restaurants or operators cancel, everything goes back.
         *
         *     For customers, restaurants, operators.
         */
        post: operations["postOrdersByIdCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leave items out or offer others instead; the customer is asked
         * @description Between CONFIRMED and READY. The order is priced anew, and never costs more than was held. Without an answer within five minutes what is only left out counts as approved, a substitute as refused.
         *
         *     For restaurants.
         */
        post: operations["postOrdersByIdChanges"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/changes/{number}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Agree to a change; you pay the new price
         * @description For customers.
         */
        post: operations["postOrdersByIdChangesByNumberApprove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/changes/{number}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuse a change; the order stays as it was
         * @description For customers.
         */
        post: operations["postOrdersByIdChangesByNumberRefuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/changes/{number}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a change back that was not answered yet
         * @description For restaurants.
         */
        post: operations["postOrdersByIdChangesByNumberWithdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/prepare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start cooking; the search for a delivery partner begins
         * @description From CONFIRMED. From now on a customer who cancels gets less back.
         *
         *     For restaurants.
         */
        post: operations["postOrdersByIdPrepare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/rating": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What you thought of a delivered order
         * @description For customers.
         */
        get: operations["getOrdersByIdRating"];
        /**
         * Rate restaurant and partner of a delivered order, 1 to 5 stars
         * @description May be changed for 7 days after delivery; each order counts once in the averages.
         *
         *     For customers.
         */
        put: operations["putOrdersByIdRating"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The food can be fetched
         * @description From PREPARING, and not while a change of items waits for the customer: 409 `change-pending`.
         *
         *     For restaurants.
         */
        post: operations["postOrdersByIdReady"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Turn an order down; the customer is not charged
         * @description For restaurants.
         */
        post: operations["postOrdersByIdReject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where an order stands, for those who ask often
         * @description Cheap, and a few milliseconds behind `/v1/orders/{id}`. Better still: listen on the WebSocket.
         *
         *     For customers, restaurants, delivery partners, operators.
         */
        get: operations["getOrdersByIdStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/tip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change the tip, up to 24 hours after delivery
         * @description A higher tip is charged at once and needs a `paymentToken`; a lower one goes back to where it came from.
         *
         *     For customers.
         */
        put: operations["putOrdersByIdTip"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partner": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who you are to the dispatcher: rating and rates, from facts
         * @description For delivery partners.
         */
        get: operations["getPartner"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partner/shift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your shift, and whether offers reach you
         * @description For delivery partners.
         */
        get: operations["getPartnerShift"];
        /**
         * Begin, pause or end your shift; the same as the frame shift
         * @description What you carry goes on. An offer that is open stays open.
         *
         *     For delivery partners.
         */
        put: operations["putPartnerShift"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What you were paid, the last week first
         * @description Made each Monday morning for the week before. What you owe more than you are owed is carried into the next.
         *
         *     For restaurants, delivery partners, operators.
         */
        get: operations["getPayouts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payouts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One payout with every booking that it pays
         * @description For restaurants, delivery partners, operators.
         */
        get: operations["getPayoutsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payouts/{id}/statement.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The statement for a spreadsheet
         * @description For restaurants, delivery partners, operators.
         */
        get: operations["getPayoutsByIdStatementCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payouts/{id}/statement.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The statement to print or keep
         * @description For restaurants, delivery partners, operators.
         */
        get: operations["getPayoutsByIdStatementPdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/quotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a basket costs; the price holds for 15 minutes
         * @description Nothing is ordered and no card is asked. An order of the `quoteId` within its time costs this, whatever the menu says by then.
         *
         *     For customers.
         */
        post: operations["postQuotes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/realtime": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Opens a WebSocket
         * @description An upgrade (RFC 6455). Frames are JSON, up to 64 kB; their shapes stand in /asyncapi.json, and what the codes mean with which a socket is closed. `welcome` comes when you have what you missed. A ticket opens one socket, so ask for a new one to reconnect, and send `lastEventId` to miss nothing. A socket lives as long as the session or the key it was opened with, however often the access token is refreshed meanwhile.
         */
        get: operations["getRealtime"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/realtime/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A one-time ticket for /v1/realtime?ticket=…
         * @description Browsers cannot send a token with a WebSocket, and a token in an address ends up in logs. Ask for a new one to reconnect.
         *
         *     For customers, restaurants, delivery partners, operators.
         */
        post: operations["postRealtimeTickets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recommendations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What you may want now, and why
         * @description For customers.
         */
        get: operations["getRecommendations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restaurant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your restaurant as you set it up
         * @description For restaurants.
         */
        get: operations["getRestaurant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change what your restaurant says of itself
         * @description Read it, then send what changes with its `ETag` in `If-Match`; 412 says that somebody else was faster: read it again.
         *
         *     For restaurants.
         */
        patch: operations["patchRestaurant"];
        trace?: never;
    };
    "/v1/restaurant/busy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Take longer for a while, or no longer so
         * @description For restaurants.
         */
        put: operations["putRestaurantBusy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restaurant/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The keys of programs that work for you, newest first
         * @description For restaurants.
         */
        get: operations["getRestaurantKeys"];
        put?: never;
        /**
         * Make a key for a program, such as a till
         * @description It may do what its scopes say, and is sent like an access token: `Authorization: Bearer tfk_…`.
         *
         *     For restaurants.
         */
        post: operations["postRestaurantKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restaurant/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a key, at once
         * @description For restaurants.
         */
        delete: operations["deleteRestaurantKeysById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restaurant/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Take no orders for a while
         * @description It ends by itself. Orders that are placed already go on.
         *
         *     For restaurants.
         */
        put: operations["putRestaurantPause"];
        post?: never;
        /**
         * Take orders again
         * @description For restaurants.
         */
        delete: operations["deleteRestaurantPause"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restaurant/ratings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What customers thought of your orders, newest first
         * @description For restaurants.
         */
        get: operations["getRestaurantRatings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restaurant/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who works here, and what they may do
         * @description For restaurants.
         */
        get: operations["getRestaurantStaff"];
        put?: never;
        /**
         * Give somebody a login
         * @description For restaurants.
         */
        post: operations["postRestaurantStaff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restaurant/staff/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take somebody’s access away, at once
         * @description For restaurants.
         */
        delete: operations["deleteRestaurantStaffById"];
        options?: never;
        head?: never;
        /**
         * Give somebody another role; they log in again
         * @description For restaurants.
         */
        patch: operations["patchRestaurantStaffById"];
        trace?: never;
    };
    "/v1/restaurant/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your webhook endpoints, newest first
         * @description For restaurants.
         */
        get: operations["getRestaurantWebhooks"];
        put?: never;
        /**
         * Have your program told of what happens
         * @description Messages follow Standard Webhooks. Send a test next, and look into the log what became of it.
         *
         *     For restaurants.
         */
        post: operations["postRestaurantWebhooks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restaurant/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete an endpoint, with what waits for it and its log
         * @description For restaurants.
         */
        delete: operations["deleteRestaurantWebhooksById"];
        options?: never;
        head?: never;
        /**
         * Change an endpoint, or switch it off and on
         * @description For restaurants.
         */
        patch: operations["patchRestaurantWebhooksById"];
        trace?: never;
    };
    "/v1/restaurant/webhooks/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was sent there in the last 30 days, newest first
         * @description For restaurants.
         */
        get: operations["getRestaurantWebhooksByIdMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restaurant/webhooks/{id}/messages/{message}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One message, and what each try was answered
         * @description For restaurants.
         */
        get: operations["getRestaurantWebhooksByIdMessagesByMessage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restaurant/webhooks/{id}/messages/{message}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a message again, at once
         * @description The same bytes under the same `webhook-id`, so that your program knows a repetition.
         *
         *     For restaurants.
         */
        post: operations["postRestaurantWebhooksByIdMessagesByMessageReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restaurant/webhooks/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send again what has failed
         * @description For restaurants.
         */
        post: operations["postRestaurantWebhooksByIdReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restaurant/webhooks/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a new secret; the one before signs, too, for a day
         * @description For restaurants.
         */
        post: operations["postRestaurantWebhooksByIdRotateSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restaurant/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a message that tells of nothing
         * @description For restaurants.
         */
        post: operations["postRestaurantWebhooksByIdTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restaurants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One restaurant
         * @description Keep it with its `ETag` and ask with `If-None-Match`: as long as it is the same, the answer is 304 without a body.
         */
        get: operations["getRestaurantsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restaurants/{id}/menu": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Its menu
         * @description `available` says what can be had at this minute. Keep it with its `ETag` and ask with `If-None-Match`, as for the restaurant.
         */
        get: operations["getRestaurantsByIdMenu"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Restaurants around a place that are open now
         * @description Open is judged at this minute, in the restaurant’s own time. `degraded` says that the search index is away, and that these were found less exactly.
         */
        get: operations["getSearch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search/filters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many restaurants each filter would leave */
        get: operations["getSearchFilters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Dishes that can be had now, with their restaurants */
        get: operations["getSearchItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What somebody may be about to type */
        get: operations["getSearchSuggestions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your own profile and addresses
         * @description For customers, restaurants, delivery partners, operators.
         */
        get: operations["getUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/notification-preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * In which language, by which channels and when you are told of things
         * @description For customers, restaurants, delivery partners, operators.
         */
        get: operations["getUserNotificationPreferences"];
        /**
         * Decide it, as a whole
         * @description For customers, restaurants, delivery partners, operators.
         */
        put: operations["putUserNotificationPreferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/push-subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The browsers that get your push messages, and the key to subscribe another with
         * @description For customers, restaurants, delivery partners, operators.
         */
        get: operations["getUserPushSubscriptions"];
        put?: never;
        /**
         * Send push messages to this browser, too
         * @description Sent again, it is the same subscription. A browser belongs to whoever subscribed there last; of more than ten, the oldest goes.
         *
         *     For customers, restaurants, delivery partners, operators.
         */
        post: operations["postUserPushSubscriptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/push-subscriptions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Send nothing more to a browser, such as after logging out there
         * @description For customers, restaurants, delivery partners, operators.
         */
        delete: operations["deleteUserPushSubscriptionsById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * For payment providers: news of a payment
         * @description The signature is checked, and then only the payment’s id is used: the provider is asked what happened. Answered once the work is safely queued; an event that comes twice is done once.
         */
        post: operations["postWebhooksByProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/mail-bounces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * For mail servers: an e-mail that came back
         * @description What a delivery status notification (RFC 3464) says of one recipient. `failed` makes the notification FAILED; everything else, repetitions and word of unknown ones change nothing.
         */
        post: operations["postWebhooksMailBounces"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/twilio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * For Twilio: what became of an SMS
         * @description Each SMS is sent with this as its `StatusCallback`. `failed` and `undelivered` make its notification FAILED; everything else, repetitions and word of unknown ones change nothing.
         */
        post: operations["postWebhooksTwilio"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "delivery.updated": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Something happened to the delivery of an order
         * @description It may come more than once, and later than what happened after it: `seq` and the times in `data` say what is newer.
         */
        post: operations["delivery.updated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "endpoint.test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A test that you asked for
         * @description It may come more than once, and later than what happened after it: `seq` and the times in `data` say what is newer.
         */
        post: operations["endpoint.test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "order.change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A change of items was proposed, approved, refused or withdrawn
         * @description It may come more than once, and later than what happened after it: `seq` and the times in `data` say what is newer.
         */
        post: operations["order.change"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "order.placed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An order waits for an answer
         * @description It may come more than once, and later than what happened after it: `seq` and the times in `data` say what is newer.
         */
        post: operations["order.placed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "order.updated": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An order has moved
         * @description It may come more than once, and later than what happened after it: `seq` and the times in `data` say what is newer.
         */
        post: operations["order.updated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        Address: {
            /** @example Helsinki */
            city: string;
            /** @example 1 */
            houseNumber: string;
            /**
             * @description For the courier: door code, floor
             * @example Door code 1234
             */
            note?: string;
            position: components["schemas"]["Position"];
            /** @example 00100 */
            postcode: string;
            /** @example Kaivokatu */
            street: string;
        };
        Assign: {
            /** @description Also when the partner is not ONLINE: you have spoken to them. Otherwise `partner-off-shift` */
            evenIfOffShift?: boolean;
            /**
             * @description Who has it now, to give it to somebody else; left out, only a delivery that nobody has is assigned
             * @example prt_01jd7zk0f8e9vbq3n4m5p6r7st
             */
            insteadOf?: string;
            /** @example prt_01jd7zk0f8e9vbq3n4m5p6r7st */
            partnerId: string;
            /**
             * @description Why; kept in the delivery’s history
             * @example Some text
             */
            reason: string;
        };
        /**
         * @example {
         *       "restaurantId": "rst_01jd7zk0f8e9vbq3n4m5p6r7st",
         *       "items": [
         *         {
         *           "itemId": "itm_01jd7zk0f8e9vbq3n4m5p6r7st",
         *           "quantity": 2
         *         }
         *       ],
         *       "address": {
         *         "street": "Kaivokatu",
         *         "houseNumber": "1",
         *         "postcode": "00100",
         *         "city": "Helsinki",
         *         "position": {
         *           "lat": 60.1712,
         *           "lng": 24.9412
         *         }
         *       },
         *       "tipMinor": 200
         *     }
         */
        Basket: {
            address: components["schemas"]["Address"];
            /**
             * Format: date-time
             * @description When the food should be at the door, up to 7 days ahead; left out: as soon as possible. The card is held when the restaurant begins, not before
             * @example 2026-12-24T16:30:00Z
             */
            deliverAt?: string;
            /** @description Items of this restaurant’s menu */
            items: components["schemas"]["BasketItem"][];
            /** @description A promotion; capitals and small letters are the same */
            promoCode?: string;
            /** @example rst_01jd7zk0f8e9vbq3n4m5p6r7st */
            restaurantId: string;
            /**
             * @description For the courier, in minor units (cents)
             * @default 0
             */
            tipMinor: number;
        };
        BasketItem: {
            /** @example itm_01jd7zk0f8e9vbq3n4m5p6r7st */
            itemId: string;
            /**
             * @description Choices from the item’s `optionGroups`, as many of each group as its `min` and `max` say
             * @default []
             */
            options: {
                groupId: string;
                optionId: string;
            }[];
            /** @description Portions */
            quantity: number;
        };
        Because: {
            /**
             * @description Why; kept in the audit log
             * @example Some text
             */
            reason: string;
        };
        Busy: {
            /** @description Added to the preparation time; 0 ends it */
            extraMinutes: number;
            /** @description For how long, from now; left out: until it is ended */
            minutes?: number;
        };
        ChangeState: {
            /** @example ord_01jd7zk0f8e9vbq3n4m5p6r7st */
            id: string;
            number: number;
            /** @enum {string} */
            status: "PROPOSED" | "APPROVED" | "REFUSED" | "WITHDRAWN";
        };
        Circuit: {
            meaning: string;
            /** @description What it guards: `search`, `payment:NAME` */
            name: string;
            /** @description Name, host and process id */
            process: string;
            /** Format: date-time */
            seenAt: string;
            /** Format: date-time */
            since: string;
            /**
             * @description `open`: left alone after failures; `half-open`: being tried again
             * @enum {string}
             */
            state: "closed" | "half-open" | "open";
        };
        Circuits: {
            data: components["schemas"]["Circuit"][];
        };
        DeadLetter: {
            /** @description As it was on the wire; at most its first 10,000 characters */
            body: string;
            /** @description Who could not take it: `relay-kafka`, `relay-realtime`, or a consumer’s name */
            consumer: string;
            /** @description Why, the last time */
            error: string;
            /** @description The event; of a message that is no event, its place in Kafka, such as `orders[3]@1042` */
            eventId: string;
            /** Format: date-time */
            failedAt: string;
            /** @description How often it has come back here */
            failures: number;
            id: number;
            note: string | null;
            /**
             * @description OPEN: waits for you. REPLAYING: is tried again at this moment. REPLAYED: went through. DISCARDED: somebody decided that it is not needed
             * @enum {string}
             */
            status: "OPEN" | "REPLAYING" | "REPLAYED" | "DISCARDED";
            topic: string;
            /** Format: date-time */
            touchedAt: string | null;
            /** @description The operator who replayed or discarded it last */
            touchedBy: string | null;
        };
        DeadLetterPage: {
            data: components["schemas"]["DeadLetter"][];
            has_more: boolean;
        };
        Delivery: {
            dropoff: components["schemas"]["Position"];
            /**
             * @description What the customer wants at the door: `deliver` needs their PIN, or the reference of a picture
             * @enum {string}
             */
            handOver: "in-person" | "pin" | "leave-at-door";
            /** @example dlv_01jd7zk0f8e9vbq3n4m5p6r7st */
            id: string;
            /** @example ord_01jd7zk0f8e9vbq3n4m5p6r7st */
            orderId: string;
            /** Format: date-time */
            requestedAt: string;
            restaurant: {
                name: string;
                position: components["schemas"]["Position"];
            };
            /** @enum {string} */
            status: "SEARCHING" | "ASSIGNED" | "AT_RESTAURANT" | "PICKED_UP" | "AT_CUSTOMER" | "DELIVERED" | "FAILED" | "RETURNED" | "CANCELLED";
        };
        DeliveryEarnings: {
            /** @description Amount in minor units (cents) */
            baseMinor: number;
            /** @enum {string} */
            currency: "EUR";
            /** Format: date-time */
            deliveredAt: string | null;
            /** @example dlv_01jd7zk0f8e9vbq3n4m5p6r7st */
            deliveryId: string;
            /** @description Amount in minor units (cents) */
            distanceMinor: number;
            /** @example ord_01jd7zk0f8e9vbq3n4m5p6r7st */
            orderId: string;
            /** @description Amount in minor units (cents) */
            tipMinor: number;
            /** @description Amount in minor units (cents) */
            totalMinor: number;
            /** @description For waiting at the restaurant */
            waitingMinor: number;
        };
        DeliveryEarningsPage: {
            data: components["schemas"]["DeliveryEarnings"][];
            has_more: boolean;
        };
        DeliveryEntry: {
            /** @enum {string} */
            action: "request" | "needHand" | "lockProof" | "waiveProof" | "assign" | "reassign" | "dropOut" | "unassign" | "arriveAtRestaurant" | "pickUp" | "arriveAtCustomer" | "deliver" | "fail" | "return" | "cancel";
            /** @enum {string} */
            actor: "customer" | "restaurant" | "partner" | "operator" | "system";
            actorId: string | null;
            /** Format: date-time */
            at: string;
            /** @description Why a partner dropped out, or could not hand the food over */
            code: string | null;
            /** @description Who had it, where that changed */
            formerPartnerId: string | null;
            /** @enum {string|null} */
            from: "SEARCHING" | "ASSIGNED" | "AT_RESTAURANT" | "PICKED_UP" | "AT_CUSTOMER" | "DELIVERED" | "FAILED" | "RETURNED" | "CANCELLED" | null;
            /** @description Who has it afterwards */
            partnerId: string | null;
            reason: string | null;
            seq: number;
            /** @enum {string} */
            to: "SEARCHING" | "ASSIGNED" | "AT_RESTAURANT" | "PICKED_UP" | "AT_CUSTOMER" | "DELIVERED" | "FAILED" | "RETURNED" | "CANCELLED";
            /** @description What an operator should look at */
            warning: string | null;
        };
        DeliveryFile: {
            dropoff: components["schemas"]["Position"];
            history: components["schemas"]["DeliveryEntry"][];
            /** @example dlv_01jd7zk0f8e9vbq3n4m5p6r7st */
            id: string;
            /**
             * Format: date-time
             * @description Since when it waits for an operator
             */
            manualSince: string | null;
            /**
             * Format: date-time
             * @description When the search looks again; long past when nobody searches
             */
            nextLookAt: string | null;
            /** @description The last 100, newest first */
            offers: components["schemas"]["OfferRecord"][];
            /** @example ord_01jd7zk0f8e9vbq3n4m5p6r7st */
            orderId: string;
            partner: {
                /** @example prt_01jd7zk0f8e9vbq3n4m5p6r7st */
                id: string;
                name: string;
            } | null;
            /** Format: date-time */
            requestedAt: string;
            restaurant: {
                /** @example rst_01jd7zk0f8e9vbq3n4m5p6r7st */
                id: string;
                name: string;
                position: components["schemas"]["Position"];
            };
            /** @enum {string} */
            status: "SEARCHING" | "ASSIGNED" | "AT_RESTAURANT" | "PICKED_UP" | "AT_CUSTOMER" | "DELIVERED" | "FAILED" | "RETURNED" | "CANCELLED";
            /** @description It has lost a partner and goes before the others */
            urgent: boolean;
        };
        DeliveryPage: {
            data: components["schemas"]["Delivery"][];
            has_more: boolean;
        };
        DiscardDeadLetter: {
            /** @example Some text */
            reason: string;
        };
        DropOut: {
            /** @example Some text */
            note?: string;
            /** @enum {string} */
            reason: "accident" | "vehicle" | "restaurant-closed" | "long-wait" | "too-far" | "other";
        };
        /** @description As the ledger has them: days without bookings are left out */
        Earnings: {
            /** @enum {string} */
            currency: "EUR";
            data: {
                /** @description Amount in minor units (cents) */
                baseMinor: number;
                /**
                 * Format: date
                 * @description The day, or the Monday of the week
                 */
                begins: string;
                /** @description Those that money was booked for */
                deliveries: number;
                /** @description Amount in minor units (cents) */
                distanceMinor: number;
                /** @description Amount in minor units (cents) */
                tipMinor: number;
                /** @description Amount in minor units (cents) */
                totalMinor: number;
                /** @description For waiting at the restaurant */
                waitingMinor: number;
            }[];
            timeZone: string;
            /** @description Amount in minor units (cents) */
            totalMinor: number;
        };
        Failure: {
            /**
             * @description nobody-home and wrong-address: the customer pays for food and delivery; the others: a full refund
             * @enum {string}
             */
            cause: "nobody-home" | "wrong-address" | "refused" | "damaged" | "accident";
            /** @example Some text */
            note?: string;
        };
        FeatureFlag: {
            /** Format: date-time */
            changedAt: string | null;
            changedBy: string | null;
            description: string;
            enabled: boolean;
            /** @enum {string} */
            name: "orders" | "scheduled-orders" | "promotions" | "surge" | "elasticsearch";
        };
        FeatureFlags: {
            data: components["schemas"]["FeatureFlag"][];
        };
        /** @description How many restaurants each value would leave, with the other parameters as they are */
        FilterCounts: {
            cuisine: {
                count: number;
                value: string;
            }[];
            degraded: boolean;
            dietary: {
                count: number;
                value: string;
            }[];
            price_level: {
                count: number;
                value: string;
            }[];
        };
        FlagChange: {
            enabled: boolean;
            /**
             * @description Why; kept in the audit log
             * @example Some text
             */
            reason: string;
        };
        HandOver: {
            /**
             * @description `pin`: the partner asks at the door for the PIN that stands in your order; `leave-at-door`: they send a picture of it
             * @enum {string}
             */
            kind: "in-person" | "pin" | "leave-at-door";
        };
        ImageUpload: {
            /** @description Name of an uploaded picture */
            name: string;
            upload: {
                /** Format: date-time */
                expiresAt: string;
                /** @description To be sent exactly so */
                headers: {
                    [key: string]: string;
                };
                /** @enum {string} */
                method: "PUT";
                /** @description An address of ours (send your token) or of the store (do not) */
                url: string;
            };
            /** @description Where it will be */
            url: string;
        };
        ImportReport: {
            created: number;
            dryRun: boolean;
            /** @description The first hundred, such as `items.17.priceMinor` */
            errors: {
                message: string;
                path: string;
            }[];
            removed: number;
            updated: number;
            /** @description Rows with errors; an import with any writes nothing */
            wrong: number;
        };
        ItemMatch: {
            description: string;
            dietary: string[];
            /** @example itm_01jd7zk0f8e9vbq3n4m5p6r7st */
            id: string;
            /** @description Where the picture is; it never changes there */
            imageUrl: string | null;
            name: string;
            /** @description Amount in minor units (cents) */
            priceMinor: number;
        };
        ItemSearchHit: {
            cuisines: string[];
            /** @description From the order to the door, as far as one can tell */
            deliveryMinutes: number;
            description: string;
            distanceMetres: number;
            /** @example rst_01jd7zk0f8e9vbq3n4m5p6r7st */
            id: string;
            /** @description Where the picture is; it never changes there */
            imageUrl: string | null;
            /** @description Takes orders, at the moment of the answer */
            isOpen: boolean;
            /** @description The best three */
            items: components["schemas"]["ItemMatch"][];
            name: string;
            position: components["schemas"]["Position"];
            /** @description As it is now: longer while the kitchen is busy */
            preparationMinutes: number;
            priceLevel: number;
            /** @description Shown before its equals because somebody paid for it */
            promoted: boolean;
            rating: number | null;
            ratingCount: number;
            /** @description Its name in addresses */
            slug: string;
        };
        ItemSearchResult: {
            /** @description For the next page; null: this is the last */
            cursor: string | null;
            data: components["schemas"]["ItemSearchHit"][];
            /** @description Found without the search index, so less exact */
            degraded: boolean;
            has_more: boolean;
        };
        Jwks: {
            keys: {
                /** @enum {string} */
                alg: "ES256";
                /** @enum {string} */
                crv: "P-256";
                kid: string;
                /** @enum {string} */
                kty: "EC";
                /** @enum {string} */
                use: "sig";
                x: string;
                y: string;
            }[];
        };
        Ledger: {
            entries: {
                account: string;
                /** @description Debit positive, credit negative; each transaction sums to zero */
                amountMinor: number;
                /** Format: date-time */
                at: string;
                /** @enum {string} */
                currency: "EUR";
                transaction: string;
            }[];
            /** @example ord_01jd7zk0f8e9vbq3n4m5p6r7st */
            orderId: string;
        };
        Liveness: {
            /** @enum {string} */
            status: "ok";
        };
        LoginBody: {
            /**
             * Format: email
             * @example customer1@tiffin.test
             */
            email: string;
            /** @example tiffin-demo */
            password: string;
        };
        MadeServiceKey: {
            createdAt: string;
            expiresAt: string | null;
            id: string;
            /** @description Shown now and never again; send it as `Authorization: Bearer …` */
            key: string;
            /** @description To the hour */
            lastUsedAt: string | null;
            name: string;
            scopes: components["schemas"]["Scope"][];
        };
        MadeWebhookEndpoint: {
            createdAt: string;
            description: string;
            /**
             * @description gone: it answered 410; failing: nothing got through for days
             * @enum {string|null}
             */
            disabledBecause: "by-you" | "gone" | "failing" | null;
            enabled: boolean;
            events: components["schemas"]["WebhookType"][];
            /** @description Since when nothing has got through */
            failingSince: string | null;
            id: string;
            /** @description Until then each message is signed with the secret before, too */
            previousSecretUntil: string | null;
            /** @description `whsec_…`: check signatures with it. Shown now and never again */
            secret: string;
            url: string;
        };
        MailBounce: {
            /**
             * @description Only `failed` changes something: whoever had the e-mail has given up, whatever `status` says
             * @enum {string}
             */
            action: "failed" | "delayed" | "delivered" | "relayed" | "expanded";
            /**
             * @description What the mail server said; its beginning is kept, without e-mail addresses
             * @example 550 5.1.1 No such mailbox
             */
            diagnostic?: string;
            /**
             * @description The address that the report came to, which names the e-mail
             * @example bounces+123-mdx0k2a1@mail.example.com
             */
            recipient: string;
            /**
             * @description RFC 3463
             * @example 5.1.1
             */
            status: string;
        };
        Me: {
            addresses: {
                city: string;
                houseNumber: string;
                position: {
                    lat: number;
                    lng: number;
                };
                postcode: string;
                street: string;
            }[];
            email: string;
            id: string;
            name: string;
            phone: string | null;
            restaurantId?: string;
            role: components["schemas"]["Role"];
            staffRole?: components["schemas"]["StaffRole"];
        };
        Menu: {
            /** @description In menu order */
            categories: string[];
            /** @enum {string} */
            currency: "EUR";
            items: components["schemas"]["MenuItem"][];
            /** @example rst_01jd7zk0f8e9vbq3n4m5p6r7st */
            restaurantId: string;
            /** @description Rises with every change of the menu */
            version: number;
        };
        /** @description All categories in menu order: new ones are made, those left out are removed and must be empty */
        MenuCategories: {
            categories: {
                /**
                 * @description Name of a category of this menu
                 * @example Some text
                 */
                name: string;
                /**
                 * @description Its name until now, to rename it
                 * @example Some text
                 */
                was?: string;
            }[];
        };
        MenuImport: {
            /** @description Rows like ImportRow, in menu order; categories are made as they are named */
            items: unknown[];
            /**
             * @description `replace`: items that the rows do not name are removed
             * @default merge
             * @enum {string}
             */
            mode: "replace" | "merge";
        };
        MenuItem: {
            allergens: ("gluten" | "milk" | "egg" | "fish" | "crustaceans" | "soy" | "nuts" | "peanuts" | "sesame" | "mustard" | "celery" | "sulphites" | "lupin" | "molluscs")[];
            /** @description Can be had, at the moment of the answer */
            available: boolean;
            /**
             * @description Name of a category of this menu
             * @example Some text
             */
            category: string;
            /** @example Some text */
            description: string;
            dietary: ("vegetarian" | "vegan" | "gluten-free" | "lactose-free" | "halal")[];
            /** @example itm_01jd7zk0f8e9vbq3n4m5p6r7st */
            id: string;
            /** @description Where the picture is; it never changes there */
            imageUrl: string | null;
            /** @example Some text */
            name: string;
            optionGroups: components["schemas"]["OptionGroup"][];
            /**
             * Format: date-time
             * @description When it comes back by itself; null with `available: false`: when the kitchen says so
             */
            outOfStockUntil: string | null;
            /** @description Minor units (cents), tax included */
            priceMinor: number;
            /** @enum {string} */
            taxCategory: "food" | "drink" | "alcohol";
        };
        /** @description What is left out stays */
        MenuItemChange: {
            allergens?: ("gluten" | "milk" | "egg" | "fish" | "crustaceans" | "soy" | "nuts" | "peanuts" | "sesame" | "mustard" | "celery" | "sulphites" | "lupin" | "molluscs")[];
            /**
             * @description Name of a category of this menu
             * @example Some text
             */
            category?: string;
            /** @example Some text */
            description?: string;
            dietary?: ("vegetarian" | "vegan" | "gluten-free" | "lactose-free" | "halal")[];
            /** @description Name of an uploaded picture */
            image?: string | null;
            /** @example Some text */
            name?: string;
            optionGroups?: components["schemas"]["OptionGroup"][];
            /** @description Place in the menu, from 0 */
            position?: number;
            /** @description Minor units (cents), tax included */
            priceMinor?: number;
            /** @enum {string} */
            taxCategory?: "food" | "drink" | "alcohol";
        };
        NewImage: {
            bytes: number;
            /** @enum {string} */
            contentType: "image/jpeg" | "image/png" | "image/webp";
            /** @description Of the file */
            sha256: string;
        };
        NewMenuItem: {
            /** @default [] */
            allergens: ("gluten" | "milk" | "egg" | "fish" | "crustaceans" | "soy" | "nuts" | "peanuts" | "sesame" | "mustard" | "celery" | "sulphites" | "lupin" | "molluscs")[];
            /**
             * @description Name of a category of this menu
             * @example Some text
             */
            category: string;
            /**
             * @default
             * @example Some text
             */
            description: string;
            /** @default [] */
            dietary: ("vegetarian" | "vegan" | "gluten-free" | "lactose-free" | "halal")[];
            /**
             * @description Name of an uploaded picture
             * @default null
             */
            image: string | null;
            /** @example Some text */
            name: string;
            /** @default [] */
            optionGroups: components["schemas"]["OptionGroup"][];
            /** @description Left out: at the end */
            position?: number;
            /** @description Minor units (cents), tax included */
            priceMinor: number;
            /**
             * @default food
             * @enum {string}
             */
            taxCategory: "food" | "drink" | "alcohol";
        };
        /** @description What `pushManager.subscribe({userVisibleOnly: true, applicationServerKey})` gives, as JSON */
        NewPushSubscription: {
            /** Format: uri */
            endpoint: string;
            expirationTime?: number | null;
            keys: {
                auth: string;
                p256dh: string;
            };
        };
        NewServiceKey: {
            expiresInDays?: number;
            /**
             * @description What uses it, such as “till at the bar”
             * @example Some text
             */
            name: string;
            scopes: components["schemas"]["Scope"][];
        };
        NewStaff: {
            /** Format: email */
            email: string;
            /** @example Some text */
            name: string;
            password: string;
            staffRole: components["schemas"]["StaffRole"];
        };
        NewWebhookEndpoint: {
            /** @example Some text */
            description?: string;
            /** @description Without it, all */
            events?: components["schemas"]["WebhookType"][];
            /** @example https://till.example.com/tiffin */
            url: string;
        };
        NextStep: {
            /** @description What to do, in words */
            do: string;
            /** @description The request that does it; fill in what stands in capitals */
            request?: {
                body?: {
                    [key: string]: unknown;
                };
                /** @enum {string} */
                method: "GET" | "POST";
                path: string;
            };
        };
        Notification: {
            attempts: number;
            /** @enum {string} */
            channel: "push" | "sms" | "email";
            /** Format: date-time */
            createdAt: string;
            /** @description Why it was not sent, or did not arrive, the last time */
            error: string | null;
            eventId: string;
            /** Format: date-time */
            expiresAt: string;
            id: number;
            locale: string;
            orderId: string | null;
            provider: string | null;
            /** Format: date-time */
            sendAfter: string;
            /** Format: date-time */
            sentAt: string | null;
            sentTo: string | null;
            /**
             * @description FAILED: the address bounces, at once or later, or all tries failed. EXPIRED: it would have come too late. UNCERTAIN: an SMS that may or may not have been sent
             * @enum {string}
             */
            status: "QUEUED" | "SENDING" | "SENT" | "FAILED" | "EXPIRED" | "UNCERTAIN";
            template: string;
            text: string;
            title: string;
            urgent: boolean;
            userId: string;
        };
        NotificationPage: {
            data: components["schemas"]["Notification"][];
            has_more: boolean;
        };
        NotificationPreferences: {
            /** @description SMS is only for what is urgent and did not get through as push. With all off, nothing is sent, whatever happens */
            channels: {
                email: boolean;
                push: boolean;
                sms: boolean;
            };
            /**
             * @description The language of all texts
             * @enum {string}
             */
            locale: "en" | "fi";
            /** @description Push and SMS that can wait come afterwards; what is urgent goes through */
            quietHours: {
                /** @example 22:00 */
                from: string;
                /** @example 22:00 */
                to: string;
            } | null;
            /** @description By whose clock the quiet hours are meant */
            timeZone: string;
        };
        OfferRecord: {
            /** Format: date-time */
            answeredAt: string | null;
            distanceMetres: number;
            /** @description Why this partner: each in 0–1 */
            factors: {
                [key: string]: number;
            };
            /** Format: date-time */
            offeredAt: string;
            /** @example ofr_01jd7zk0f8e9vbq3n4m5p6r7st */
            offerId: string;
            partner: {
                /** @example prt_01jd7zk0f8e9vbq3n4m5p6r7st */
                id: string;
                name: string;
            };
            radiusKm: number;
            round: number;
            score: number;
            search: number;
            /** @enum {string} */
            status: "LIVE" | "ACCEPTED" | "DECLINED" | "TIMED_OUT" | "WITHDRAWN" | "UNREACHED" | "RELEASED";
        };
        OpeningException: {
            /** Format: date */
            date: string;
            /** @description What begins on this date instead of the usual; none: closed */
            intervals: {
                /**
                 * @description Opens: minutes after midnight of this day, 0–1439
                 * @example 660
                 */
                from: number;
                /**
                 * @description Closes: minutes after the same midnight; more than 1440 when it is the next day
                 * @example 1320
                 */
                to: number;
            }[];
            /** @example Some text */
            note?: string;
        };
        OperatorAction: {
            /** @enum {string} */
            action: "cancel-order" | "refund-order" | "repair-order" | "assign-delivery" | "unassign-delivery" | "waive-proof" | "pause-restaurant" | "resume-restaurant" | "pause-zone" | "resume-zone" | "promote-restaurant" | "set-flag" | "rebuild-search" | "pay-out" | "replay-dead-letters" | "discard-dead-letter" | "resend-notification";
            actor: {
                id: string;
                name: string | null;
            };
            /** @description As it is since */
            after?: unknown;
            /** Format: date-time */
            at: string;
            /** @description As it was, where something changed */
            before?: unknown;
            id: number;
            reason: string | null;
            /** @description An id, a zone, `flag:NAME`, `dead-letter:ID`, `consumer:NAME` or `notification:ID` */
            subject: string;
        };
        OperatorActionPage: {
            data: components["schemas"]["OperatorAction"][];
            has_more: boolean;
        };
        OperatorPause: {
            actorId: string;
            /** Format: date-time */
            at: string;
            reason: string;
            /** @description A restaurant or a zone */
            scope: string;
            /** Format: date-time */
            until: string;
        };
        OperatorPauses: {
            data: components["schemas"]["OperatorPause"][];
        };
        OptionGroup: {
            id: string;
            /** @description How many may be chosen at most */
            max: number;
            /** @description How many must be chosen at least */
            min: number;
            /** @example Some text */
            name: string;
            options: {
                id: string;
                /** @example Some text */
                name: string;
                /** @description Minor units (cents), tax included */
                priceMinor: number;
            }[];
        };
        Order: {
            address: components["schemas"]["Address"];
            changes: components["schemas"]["OrderChange"][];
            /** @example cus_01jd7zk0f8e9vbq3n4m5p6r7st */
            customerId: string;
            /**
             * Format: date-time
             * @description null: as soon as possible
             */
            deliverAt: string | null;
            delivery: {
                /** @description For operators: who did what */
                history?: components["schemas"]["DeliveryEntry"][];
                /** @example dlv_01jd7zk0f8e9vbq3n4m5p6r7st */
                id: string;
                partner: {
                    /** @example prt_01jd7zk0f8e9vbq3n4m5p6r7st */
                    id: string;
                    name: string;
                } | null;
                status: string;
            } | null;
            /** @description When it will be at the door; null once the order has ended */
            eta: {
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string;
            } | null;
            handOver: {
                /**
                 * @description `pin`: the partner asks at the door for the PIN that stands in your order; `leave-at-door`: they send a picture of it
                 * @enum {string}
                 */
                kind: "in-person" | "pin" | "leave-at-door";
                /** @description Reference of the picture of the food at the door */
                photo: string | null;
                /** @description For the customer only: to be told at the door */
                pin: string | null;
            };
            /** @example ord_01jd7zk0f8e9vbq3n4m5p6r7st */
            id: string;
            note: string | null;
            /** @description null until a scheduled order starts */
            payment: {
                /** @description Amount in minor units (cents) */
                capturedMinor: number;
                /** @description Amount in minor units (cents) */
                heldMinor: number;
                /** @description Amount in minor units (cents) */
                refundedMinor: number;
                /** @enum {string} */
                status: "HELD" | "CAPTURED" | "VOIDED";
            } | null;
            /** Format: date-time */
            placedAt: string;
            price: components["schemas"]["Price"];
            restaurant: {
                /** @example rst_01jd7zk0f8e9vbq3n4m5p6r7st */
                id: string;
                name: string;
            };
            status: components["schemas"]["OrderStatus"];
            timeline: components["schemas"]["TimelineEntry"][];
            tip: {
                /**
                 * Format: date-time
                 * @description null before delivery
                 */
                changeableUntil: string | null;
                /** @description As it stands, after every change */
                minor: number;
            };
            /** Format: date-time */
            updatedAt: string;
        };
        OrderChange: {
            /** @enum {string|null} */
            answeredBy: "customer" | "restaurant" | "partner" | "operator" | "system" | null;
            /** Format: date-time */
            expiresAt: string;
            /** @description The order’s first change is 1 */
            number: number;
            /** @description What the order costs with the change; never more than was held */
            price: {
                /** @enum {string} */
                currency: "EUR";
                /** @description Amount in minor units (cents) */
                deliveryFeeMinor: number;
                /** @description Amount in minor units (cents) */
                discountMinor: number;
                lines: {
                    /** @example itm_01jd7zk0f8e9vbq3n4m5p6r7st */
                    itemId: string;
                    name: string;
                    options: {
                        groupId: string;
                        name: string;
                        optionId: string;
                        /** @description Amount in minor units (cents) */
                        priceMinor: number;
                    }[];
                    quantity: number;
                    /** @enum {string} */
                    taxCategory: "food" | "drink" | "alcohol";
                    /** @description Amount in minor units (cents) */
                    taxMinor: number;
                    /** @description Amount in minor units (cents) */
                    totalMinor: number;
                    /** @description Amount in minor units (cents) */
                    unitPriceMinor: number;
                }[];
                promo: {
                    code: string;
                    /** @enum {string} */
                    kind: "percent" | "amount" | "free-delivery";
                } | null;
                /** @description Amount in minor units (cents) */
                serviceFeeMinor: number;
                /** @description Amount in minor units (cents) */
                smallOrderFeeMinor: number;
                /** @description Amount in minor units (cents) */
                subtotalMinor: number;
                /** @description Tax contained in the other parts */
                taxMinor: number;
                /** @description Amount in minor units (cents) */
                tipMinor: number;
                /** @description Amount in minor units (cents) */
                totalMinor: number;
            };
            reason: string;
            /** @enum {string} */
            status: "PROPOSED" | "APPROVED" | "REFUSED" | "WITHDRAWN";
            /**
             * @description What becomes of it when the customer has not answered by `expiresAt`: leaving out is approved, a substitute refused
             * @enum {string}
             */
            whenSilent: "APPROVED" | "REFUSED";
        };
        OrderPage: {
            data: components["schemas"]["OrderSummary"][];
            has_more: boolean;
        };
        OrderRating: {
            /** Format: date-time */
            changeableUntil: string;
            /** @example ord_01jd7zk0f8e9vbq3n4m5p6r7st */
            orderId: string;
            partner: {
                /** Format: date-time */
                at: string;
                comment: string | null;
                stars: number;
            } | null;
            restaurant: {
                /** Format: date-time */
                at: string;
                comment: string | null;
                stars: number;
            } | null;
        };
        OrderState: {
            /** @example ord_01jd7zk0f8e9vbq3n4m5p6r7st */
            id: string;
            seq: number;
            status: components["schemas"]["OrderStatus"];
        };
        /** @enum {string} */
        OrderStatus: "SCHEDULED" | "PLACED" | "CONFIRMED" | "PREPARING" | "READY" | "PICKED_UP" | "DELIVERED" | "REJECTED" | "CANCELLED";
        OrderStatusView: {
            /** @enum {string|null} */
            deliveryStatus: "SEARCHING" | "ASSIGNED" | "AT_RESTAURANT" | "PICKED_UP" | "AT_CUSTOMER" | "DELIVERED" | "FAILED" | "RETURNED" | "CANCELLED" | null;
            /** @example ord_01jd7zk0f8e9vbq3n4m5p6r7st */
            id: string;
            /** @example prt_01jd7zk0f8e9vbq3n4m5p6r7st */
            partnerId: string | null;
            /** @description Number of the last move; it only grows */
            seq: number;
            status: components["schemas"]["OrderStatus"];
            /** Format: date-time */
            updatedAt: string;
        };
        OrderStory: {
            currency: string;
            /** @description The last 100, newest first, each with its score and why */
            offers: components["schemas"]["OfferRecord"][];
            /** @example ord_01jd7zk0f8e9vbq3n4m5p6r7st */
            orderId: string;
            payment: {
                /** @description Amount in minor units (cents) */
                capturedMinor: number;
                /** @description Amount in minor units (cents) */
                heldMinor: number;
                provider: string;
                /** @description Amount in minor units (cents) */
                refundedMinor: number;
                status: string;
            } | null;
            /** @enum {string} */
            status: "SCHEDULED" | "PLACED" | "CONFIRMED" | "PREPARING" | "READY" | "PICKED_UP" | "DELIVERED" | "REJECTED" | "CANCELLED";
            stuck: components["schemas"]["StuckOrder"] | null;
            /** @description Everything that happened, oldest first */
            timeline: components["schemas"]["StoryEntry"][];
            /** @description Amount in minor units (cents) */
            totalMinor: number;
            workflow: components["schemas"]["OrderWorkflowState"];
        };
        OrderSummary: {
            /** @enum {string} */
            currency: "EUR";
            /** @example ord_01jd7zk0f8e9vbq3n4m5p6r7st */
            id: string;
            /** Format: date-time */
            placedAt: string;
            restaurant: {
                /** @example rst_01jd7zk0f8e9vbq3n4m5p6r7st */
                id: string;
                name: string;
            };
            status: components["schemas"]["OrderStatus"];
            /** @description Amount in minor units (cents) */
            totalMinor: number;
        };
        OrderWorkflowState: {
            events: number | null;
            id: string;
            /** @description What it tries to do now */
            pending: {
                activity: string;
                attempt: number;
                lastFailure: string | null;
            }[];
            /**
             * @description `GONE`: Temporal has forgotten it; `UNKNOWN`: Temporal does not answer
             * @enum {string}
             */
            state: "RUNNING" | "COMPLETED" | "FAILED" | "CANCELLED" | "TERMINATED" | "TIMED_OUT" | "CONTINUED_AS_NEW" | "GONE" | "UNKNOWN";
        };
        OutboxLag: {
            kafka: {
                /** @description How long the oldest of them has waited; 0 when none waits */
                oldestSeconds: number;
                /** @description Events committed and not yet sent; counting stops at 100,000 */
                waiting: number;
            };
            realtime: {
                /** @description How long the oldest of them has waited; 0 when none waits */
                oldestSeconds: number;
                /** @description Events committed and not yet sent; counting stops at 100,000 */
                waiting: number;
            };
        };
        PartnerProfile: {
            /** @description Accepted of the offers that reached you; null before the first */
            acceptanceRate: number | null;
            /** @description Delivered of the deliveries you took, without those under way; null before the first */
            completionRate: number | null;
            deliveriesCompleted: number;
            /** @example prt_01jd7zk0f8e9vbq3n4m5p6r7st */
            id: string;
            name: string;
            /** @description Mean of the stars received; null before the first */
            rating: number | null;
            ratingCount: number;
            shift: components["schemas"]["ShiftState"];
            /** @description In which days and weeks of your earnings begin */
            timeZone: string;
            vehicle: string;
        };
        Pause: {
            /** @description For how long, from now */
            minutes: number;
            /** @example Some text */
            reason?: string;
        };
        PauseChange: {
            /** @description For how long, from now */
            minutes: number;
            /**
             * @description Why; kept in the audit log
             * @example Some text
             */
            reason: string;
        };
        PauseState: {
            pause: components["schemas"]["OperatorPause"] | null;
        };
        /** @description Payloads of Temporal, as its tools send them to a codec endpoint */
        Payloads: {
            payloads: {
                /** @description Bytes as base64 */
                data?: string;
                metadata?: {
                    [key: string]: string;
                };
            }[];
        };
        PayloadsBody: {
            payloads?: {
                /** @description Bytes as base64 */
                data?: string;
                metadata?: {
                    [key: string]: string;
                };
            }[];
        };
        PaymentDifference: {
            /** Format: date-time */
            foundAt: string;
            id: string;
            /** @enum {string} */
            kind: "orphan-hold" | "lost-hold" | "captured-unbooked" | "booked-uncaptured" | "amount";
            orderId: string;
            ours: {
                /** @description Amount in minor units (cents) */
                heldMinor?: number;
                /** @description Captured less refunded */
                netMinor?: number;
                /** @enum {string} */
                status: "HELD" | "CAPTURED" | "NONE";
            };
            provider: string;
            reference: string;
            /** Format: date-time */
            resolvedAt: string | null;
            theirs: {
                /** @description Amount in minor units (cents) */
                heldMinor?: number;
                /** @description Captured less refunded */
                netMinor?: number;
                /** @enum {string} */
                status: "HELD" | "CAPTURED" | "NONE";
            };
        };
        PaymentDifferences: {
            data: components["schemas"]["PaymentDifference"][];
        };
        Payout: {
            /** @description Amount in minor units (cents) */
            amountMinor: number;
            /**
             * Format: date
             * @description Monday
             */
            begins: string;
            /** @enum {string} */
            currency: "EUR";
            /**
             * Format: date
             * @description Sunday
             */
            ends: string;
            /** @example pyo_01jd7zk0f8e9vbq3n4m5p6r7st */
            id: string;
            /** Format: date-time */
            madeAt: string;
            /** @description A restaurant or a partner */
            payeeId: string;
            payeeName: string;
        };
        PayoutPage: {
            data: components["schemas"]["Payout"][];
            has_more: boolean;
        };
        PayoutRun: {
            /** @description Its details in Temporal say what was paid */
            workflowId: string;
        };
        /**
         * @example {
         *       "restaurantId": "rst_01jd7zk0f8e9vbq3n4m5p6r7st",
         *       "items": [
         *         {
         *           "itemId": "itm_01jd7zk0f8e9vbq3n4m5p6r7st",
         *           "quantity": 2
         *         }
         *       ],
         *       "address": {
         *         "street": "Kaivokatu",
         *         "houseNumber": "1",
         *         "postcode": "00100",
         *         "city": "Helsinki",
         *         "position": {
         *           "lat": 60.1712,
         *           "lng": 24.9412
         *         }
         *       },
         *       "tipMinor": 200,
         *       "paymentToken": "tok_visa"
         *     }
         */
        PlaceOrder: {
            address: components["schemas"]["Address"];
            /**
             * Format: date-time
             * @description When the food should be at the door, up to 7 days ahead; left out: as soon as possible. The card is held when the restaurant begins, not before
             * @example 2026-12-24T16:30:00Z
             */
            deliverAt?: string;
            handOver?: components["schemas"]["HandOver"];
            /** @description Items of this restaurant’s menu */
            items: components["schemas"]["BasketItem"][];
            /**
             * @description For the kitchen
             * @example Some text
             */
            note?: string;
            /**
             * @description The card, as a token of the payment provider. The sandbox knows `tok_visa`, which works, and `tok_declined` and `tok_insufficient_funds`, which do not; Stripe takes payment methods (`pm_…`)
             * @example tok_visa
             */
            paymentToken: string;
            /** @description A promotion; capitals and small letters are the same */
            promoCode?: string;
            /** @example rst_01jd7zk0f8e9vbq3n4m5p6r7st */
            restaurantId: string;
            /**
             * @description For the courier, in minor units (cents)
             * @default 0
             */
            tipMinor: number;
        } | {
            handOver?: components["schemas"]["HandOver"];
            /**
             * @description For the kitchen
             * @example Some text
             */
            note?: string;
            /**
             * @description The card, as a token of the payment provider. The sandbox knows `tok_visa`, which works, and `tok_declined` and `tok_insufficient_funds`, which do not; Stripe takes payment methods (`pm_…`)
             * @example tok_visa
             */
            paymentToken: string;
            /**
             * @description From POST /v1/quotes, within its 15 minutes
             * @example quo_01jd7zk0f8e9vbq3n4m5p6r7st
             */
            quoteId: string;
        };
        /**
         * @description WGS 84, degrees
         * @example {
         *       "lat": 60.1712,
         *       "lng": 24.9412
         *     }
         */
        Position: {
            lat: number;
            lng: number;
        };
        Price: {
            /** @enum {string} */
            currency: "EUR";
            /** @description Amount in minor units (cents) */
            deliveryFeeMinor: number;
            /** @description Amount in minor units (cents) */
            discountMinor: number;
            lines: {
                /** @example itm_01jd7zk0f8e9vbq3n4m5p6r7st */
                itemId: string;
                name: string;
                options: {
                    groupId: string;
                    name: string;
                    optionId: string;
                    /** @description Amount in minor units (cents) */
                    priceMinor: number;
                }[];
                quantity: number;
                /** @enum {string} */
                taxCategory: "food" | "drink" | "alcohol";
                /** @description Amount in minor units (cents) */
                taxMinor: number;
                /** @description Amount in minor units (cents) */
                totalMinor: number;
                /** @description Amount in minor units (cents) */
                unitPriceMinor: number;
            }[];
            promo: {
                code: string;
                /** @enum {string} */
                kind: "percent" | "amount" | "free-delivery";
            } | null;
            /** @description Amount in minor units (cents) */
            serviceFeeMinor: number;
            /** @description Amount in minor units (cents) */
            smallOrderFeeMinor: number;
            /** @description Amount in minor units (cents) */
            subtotalMinor: number;
            /** @description Tax contained in the other parts */
            taxMinor: number;
            /** @description Amount in minor units (cents) */
            tipMinor: number;
            /** @description Amount in minor units (cents) */
            totalMinor: number;
        };
        Problem: {
            /** @enum {string} */
            code: "address-out-of-area" | "already-placed" | "already-sent" | "card-declined" | "card-number-refused" | "change-above-hold" | "change-not-open" | "change-pending" | "currency-not-supported" | "dead-letter-closed" | "delivery-time-not-possible" | "category-not-empty" | "changed-meanwhile" | "email-taken" | "feature-off" | "headers-too-large" | "idempotency-key-missing" | "idempotency-key-reused" | "illegal-transition" | "import-invalid" | "invalid-cursor" | "invalid-image" | "invalid-options" | "invalid-quantity" | "invalid-request" | "invalid-tip" | "item-unavailable" | "keys-full" | "kitchen-full" | "last-owner" | "login-failed" | "menu-full" | "method-not-allowed" | "not-found" | "off-shift" | "offer-not-live" | "order-too-large" | "origin-refused" | "partner-busy" | "partner-off-shift" | "payload-too-large" | "payload-unreadable" | "payment-unavailable" | "price-not-accepted" | "pin-locked" | "pin-wrong" | "position-implausible" | "precondition-missing" | "promo-not-valid" | "promo-used-up" | "proof-missing" | "quote-expired" | "rate-limited" | "rating-closed" | "refresh-invalid" | "request-timeout" | "refund-repeated" | "report-too-large" | "restaurant-closed" | "scope-missing" | "service-unavailable" | "session-ended" | "staff-full" | "ticket-invalid" | "tip-change-pending" | "tip-closed" | "token-invalid" | "token-missing" | "too-busy" | "too-deep" | "too-far-away" | "unknown-category" | "unknown-item" | "unknown-parameter" | "unknown-route" | "unsupported-media-type" | "uri-too-long" | "webhook-disabled" | "webhook-refused" | "webhook-url-refused" | "webhooks-full" | "wrong-role" | "internal-error";
            detail: string;
            errors?: {
                message: string;
                path: string;
            }[];
            instance?: string;
            status: number;
            title: string;
            type: string;
        };
        Promotion: {
            promoted: boolean;
            /** @description Relevance is multiplied by 1 + this */
            score: number;
        };
        Proof: {
            /** @description Where the picture is kept; this API stores only the reference */
            photo?: string;
            pin?: string;
        };
        ProposeChange: {
            items: {
                /** @description Which of the order’s `price.lines`, from 0 */
                line: number;
                /** @description Portions that can be had; 0 leaves it out */
                quantity: number;
                /** @description What you offer instead of the missing ones, from your menu, at its price */
                substitute?: {
                    /** @example itm_01jd7zk0f8e9vbq3n4m5p6r7st */
                    itemId: string;
                    /**
                     * @description Choices from the item’s `optionGroups`, as many of each group as its `min` and `max` say
                     * @default []
                     */
                    options: {
                        groupId: string;
                        optionId: string;
                    }[];
                    /** @description Portions */
                    quantity: number;
                };
            }[];
            /**
             * @description Shown to the customer
             * @example Some text
             */
            reason: string;
        };
        PushSubscription: {
            /** Format: date-time */
            createdAt: string;
            id: number;
            /** @description Whose push service it is */
            service: string;
        };
        PushSubscriptions: {
            data: components["schemas"]["PushSubscription"][];
            /** @description The `applicationServerKey`; null on a server whose push messages go to the development inbox */
            publicKey: string | null;
        };
        Quote: {
            /** Format: date-time */
            expiresAt: string;
            /** @example quo_01jd7zk0f8e9vbq3n4m5p6r7st */
            id: string;
            price: components["schemas"]["Price"];
            /** @example rst_01jd7zk0f8e9vbq3n4m5p6r7st */
            restaurantId: string;
        };
        RateOrder: {
            partner?: {
                /** @example Some text */
                comment?: string;
                stars: number;
            };
            restaurant?: {
                /** @example Some text */
                comment?: string;
                stars: number;
            };
        } | unknown | unknown;
        Rating: {
            /** Format: date-time */
            at: string;
            comment: string | null;
            /** @example ord_01jd7zk0f8e9vbq3n4m5p6r7st */
            orderId: string;
            stars: number;
        };
        RatingPage: {
            data: components["schemas"]["Rating"][];
            has_more: boolean;
        };
        Readiness: {
            checks: {
                /** @enum {string} */
                elasticsearch: "ok" | "away";
                /** @enum {string} */
                postgres: "ok" | "away";
                /** @enum {string} */
                redis: "ok" | "away";
                /** @enum {string} */
                temporal: "ok" | "away";
            };
            /**
             * @description `degraded`: all but search works; `away`: send this process no requests; `draining`: nor this one, it is about to stop
             * @enum {string}
             */
            status: "ok" | "degraded" | "away" | "draining";
        };
        RealtimeTicket: {
            /** @description Seconds; the ticket opens one socket */
            expiresIn: number;
            ticket: string;
        };
        Reason: {
            /** @example Some text */
            reason: string;
        };
        Recommendation: {
            cuisines: string[];
            /** @description From the order to the door, as far as one can tell */
            deliveryMinutes: number;
            description: string;
            distanceMetres: number;
            /** @example rst_01jd7zk0f8e9vbq3n4m5p6r7st */
            id: string;
            /** @description Where the picture is; it never changes there */
            imageUrl: string | null;
            /** @description Takes orders, at the moment of the answer */
            isOpen: boolean;
            name: string;
            position: components["schemas"]["Position"];
            /** @description As it is now: longer while the kitchen is busy */
            preparationMinutes: number;
            priceLevel: number;
            /** @description Shown before its equals because somebody paid for it */
            promoted: boolean;
            rating: number | null;
            ratingCount: number;
            reason: {
                /** @enum {string} */
                kind: "order-again" | "your-cuisine" | "popular-nearby" | "well-rated-and-new" | "nearby";
                /** @description For people, such as “You ordered here 3 times” */
                text: string;
            };
            /** @description Its name in addresses */
            slug: string;
        };
        Recommendations: {
            data: components["schemas"]["Recommendation"][];
            degraded: boolean;
        };
        RefreshBody: {
            refreshToken: string;
        };
        Refund: {
            /** @example ord_01jd7zk0f8e9vbq3n4m5p6r7st */
            orderId: string;
            /** @description Amount in minor units (cents) */
            refundedMinor: number;
        };
        RefundOrder: {
            /** @description Says that a refund equal to one of the last ten minutes is meant as a second one */
            again?: boolean;
            /**
             * @description `everyone`: restaurant, partner and tax office give back what they got; `platform`: the marketplace pays
             * @default everyone
             * @enum {string}
             */
            paidBy: "everyone" | "platform";
            /** @description What goes back of each part, minor units; left out: everything that is left */
            parts?: {
                /** @default 0 */
                feesMinor: number;
                /** @default 0 */
                itemsMinor: number;
                /** @default 0 */
                tipMinor: number;
            };
            /** @example Some text */
            reason: string;
        };
        Reindexing: {
            items: number;
            /** @description Copied so far */
            restaurants: number;
            /** @enum {string} */
            state: "copying" | "swapped" | "done" | "failed" | "never";
            /** @description Restaurants to copy */
            total: number;
        };
        /** @description After a mistake was mended: all open ones of a consumer */
        ReplayAll: {
            consumer: string;
        };
        Replaying: {
            /** @description How many are tried again */
            replaying: number;
        };
        Report: {
            /** @enum {string} */
            by: "restaurant" | "partner" | "zone" | "day" | "hour";
            /** @enum {string} */
            currency: "EUR";
            /** @description Days and hours in order, the rest by orders */
            data: components["schemas"]["ReportRow"][];
            /** Format: date */
            from: string;
            /** @description More rows than `limit`; narrow the report down */
            has_more: boolean;
            timeZone: string;
            /** Format: date */
            to: string;
        };
        ReportRow: {
            /** @description Of restaurants: orders they accepted, of those they answered or let pass. Of partners: offers */
            acceptance: {
                accepted: number;
                asked: number;
                /** @description 0–1; null where nobody was asked */
                share: number | null;
            };
            /** @description Seconds */
            acceptSeconds: {
                median: number | null;
                p90: number | null;
            };
            cancelled: number;
            /** @description Why orders ended without a delivery, each with how often */
            causes: {
                [key: string]: number;
            };
            /** @description What customers paid, less what they got back */
            chargedMinor: number;
            delivered: number;
            /** @description From pick-up to the door */
            deliverySeconds: {
                median: number | null;
                p90: number | null;
            };
            /** @description An id, a zone, a day `2026-03-01` or an hour `2026-03-01T18:00` */
            key: string;
            name: string | null;
            orders: number;
            /** @description What partners earned, tips included */
            partnerMinor: number;
            /** @description What the marketplace earned, less promotions */
            platformMinor: number;
            /** @description From the begin of cooking to ready */
            preparationSeconds: {
                median: number | null;
                p90: number | null;
            };
            /** @description Amount in minor units (cents) */
            refundedMinor: number;
            rejected: number;
            /** @description What restaurants earned */
            restaurantMinor: number;
            /** @description Amount in minor units (cents) */
            taxMinor: number;
            /** @description From the order to the door */
            totalSeconds: {
                median: number | null;
                p90: number | null;
            };
        };
        Restaurant: {
            acceptingOrders: boolean;
            address: {
                /** @example Some text */
                city: string;
                /** @example Some text */
                houseNumber: string;
                /** @example Some text */
                postcode: string;
                /** @example Some text */
                street: string;
            };
            cuisines: string[];
            /** @enum {string} */
            currency: "EUR";
            deliveryArea: {
                /** @enum {string} */
                kind: "circle";
                radiusMetres: number;
            } | {
                corners: components["schemas"]["Position"][];
                /** @enum {string} */
                kind: "polygon";
            } | null;
            /** @description For the shortest way; a quote has the real one */
            deliveryFeeMinor: number;
            description: string;
            /** @example rst_01jd7zk0f8e9vbq3n4m5p6r7st */
            id: string;
            /** @description Where the picture is; it never changes there */
            imageUrl: string | null;
            /** @description Takes orders, at the moment of the answer */
            isOpen: boolean;
            name: string;
            openingExceptions: components["schemas"]["OpeningException"][];
            openingHours: components["schemas"]["WeeklyHours"];
            /** Format: date-time */
            pausedUntil: string | null;
            position: components["schemas"]["Position"];
            /** @description As it is now: longer while the kitchen is busy */
            preparationMinutes: number;
            priceLevel: number;
            rating: number | null;
            ratingCount: number;
            /** @description Its name in addresses */
            slug: string;
            timeZone: string;
        };
        /** @description What is left out stays */
        RestaurantChange: {
            acceptingOrders?: boolean;
            address?: {
                /** @example Some text */
                city: string;
                /** @example Some text */
                houseNumber: string;
                /** @example Some text */
                postcode: string;
                /** @example Some text */
                street: string;
            };
            /** @description So many orders in a row without an answer pause the restaurant; null: never */
            autoPause?: {
                afterOrders: number;
                minutes: number;
            } | null;
            /** @description At most so many orders within any so many minutes; null: no limit */
            capacity?: {
                minutes: number;
                orders: number;
            } | null;
            cuisines?: string[];
            deliveryArea?: {
                /** @enum {string} */
                kind: "circle";
                radiusMetres: number;
            } | {
                corners: components["schemas"]["Position"][];
                /** @enum {string} */
                kind: "polygon";
            } | null;
            /** @example Some text */
            description?: string;
            /** @description Name of an uploaded picture */
            image?: string | null;
            /** @example Some text */
            name?: string;
            openingExceptions?: components["schemas"]["OpeningException"][];
            openingHours?: components["schemas"]["WeeklyHours"];
            position?: components["schemas"]["Position"];
            preparationMinutes?: number;
            priceLevel?: number;
            timeZone?: string;
        };
        RestaurantProfile: {
            acceptingOrders: boolean;
            address: {
                /** @example Some text */
                city: string;
                /** @example Some text */
                houseNumber: string;
                /** @example Some text */
                postcode: string;
                /** @example Some text */
                street: string;
            };
            /** @description So many orders in a row without an answer pause the restaurant; null: never */
            autoPause: {
                afterOrders: number;
                minutes: number;
            } | null;
            busy: {
                extraMinutes: number;
                /** Format: date-time */
                until: string | null;
            } | null;
            /** @description At most so many orders within any so many minutes; null: no limit */
            capacity: {
                minutes: number;
                orders: number;
            } | null;
            cuisines: string[];
            /** @enum {string} */
            currency: "EUR";
            deliveryArea: {
                /** @enum {string} */
                kind: "circle";
                radiusMetres: number;
            } | {
                corners: components["schemas"]["Position"][];
                /** @enum {string} */
                kind: "polygon";
            } | null;
            /** @example Some text */
            description: string;
            /** @example rst_01jd7zk0f8e9vbq3n4m5p6r7st */
            id: string;
            image: string | null;
            /** @description Where the picture is; it never changes there */
            imageUrl: string | null;
            /** @example Some text */
            name: string;
            openingExceptions: components["schemas"]["OpeningException"][];
            openingHours: components["schemas"]["WeeklyHours"];
            pause: {
                /**
                 * @description Only operators end what operators began
                 * @enum {string}
                 */
                by: "restaurant" | "operator";
                reason: string | null;
                /** Format: date-time */
                until: string;
            } | null;
            position: components["schemas"]["Position"];
            preparationMinutes: number;
            priceLevel: number;
            rating: number | null;
            ratingCount: number;
            slug: string;
            timeZone: string;
        };
        /** @enum {string} */
        Role: "customer" | "restaurant" | "partner" | "admin";
        RunPayouts: {
            /**
             * @description Why; kept in the audit log
             * @example Some text
             */
            reason: string;
        };
        /** @enum {string} */
        Scope: "orders:read" | "orders:write" | "menu:read" | "menu:write" | "restaurant:read" | "webhooks:manage";
        SearchHit: {
            cuisines: string[];
            /** @description From the order to the door, as far as one can tell */
            deliveryMinutes: number;
            description: string;
            distanceMetres: number;
            /** @example rst_01jd7zk0f8e9vbq3n4m5p6r7st */
            id: string;
            /** @description Where the picture is; it never changes there */
            imageUrl: string | null;
            /** @description Takes orders, at the moment of the answer */
            isOpen: boolean;
            name: string;
            position: components["schemas"]["Position"];
            /** @description As it is now: longer while the kitchen is busy */
            preparationMinutes: number;
            priceLevel: number;
            /** @description Shown before its equals because somebody paid for it */
            promoted: boolean;
            rating: number | null;
            ratingCount: number;
            /** @description Its name in addresses */
            slug: string;
        };
        SearchResult: {
            /** @description For the next page; null: this is the last */
            cursor: string | null;
            data: components["schemas"]["SearchHit"][];
            /** @description Found without the search index, so less exact */
            degraded: boolean;
            has_more: boolean;
        };
        ServiceKey: {
            createdAt: string;
            expiresAt: string | null;
            id: string;
            /** @description To the hour */
            lastUsedAt: string | null;
            name: string;
            scopes: components["schemas"]["Scope"][];
        };
        ServiceKeyList: {
            data: components["schemas"]["ServiceKey"][];
            has_more: boolean;
        };
        Session: {
            /** @description JWT, ES256; send it as `Authorization: Bearer …` */
            accessToken: string;
            /** @description Seconds */
            expiresIn: number;
            /** @description Seconds; each refresh begins them anew */
            refreshExpiresIn: number;
            /** @description For POST /v1/auth/refresh, once: the answer has the next one. Used again, it ends the session */
            refreshToken: string;
            /** @enum {string} */
            tokenType: "Bearer";
            user: {
                id: string;
                name: string;
                restaurantId?: string;
                role: components["schemas"]["Role"];
                staffRole?: components["schemas"]["StaffRole"];
            };
        };
        SetTip: {
            /**
             * @description The card that pays what is added; a lower tip goes back to where it came from
             * @example tok_visa
             */
            paymentToken?: string;
            /** @description The whole tip, not what is added */
            tipMinor: number;
        };
        ShiftChange: {
            /**
             * @description ONLINE: offered deliveries. PAUSED: not, but goes on with what they carry. OFFLINE: gone home
             * @enum {string}
             */
            status: "ONLINE" | "PAUSED" | "OFFLINE";
        };
        ShiftState: {
            /** @description Heard of in the last 30 seconds. Offers go to those who are ONLINE and reachable; silence ends by itself with the next location or heartbeat */
            reachable: boolean;
            /** Format: date-time */
            since: string;
            /**
             * @description ONLINE: offered deliveries. PAUSED: not, but goes on with what they carry. OFFLINE: gone home
             * @enum {string}
             */
            status: "ONLINE" | "PAUSED" | "OFFLINE";
        };
        SignUpBody: {
            /** Format: email */
            email: string;
            /** @example Some text */
            name: string;
            password: string;
            phone?: string;
        };
        StaffChange: {
            staffRole: components["schemas"]["StaffRole"];
        };
        StaffList: {
            data: components["schemas"]["StaffMember"][];
            has_more: boolean;
        };
        StaffMember: {
            email: string;
            id: string;
            name: string;
            since: string;
            staffRole: components["schemas"]["StaffRole"];
        };
        /**
         * @description kitchen: orders and stock; manager: also menu and profile; owner: also staff and keys
         * @enum {string}
         */
        StaffRole: "owner" | "manager" | "kitchen";
        /** @description The lines sum to the amount, which is what the ledger says */
        Statement: {
            /** @description Amount in minor units (cents) */
            amountMinor: number;
            /**
             * Format: date
             * @description Monday
             */
            begins: string;
            /** @enum {string} */
            currency: "EUR";
            /**
             * Format: date
             * @description Sunday
             */
            ends: string;
            /** @example pyo_01jd7zk0f8e9vbq3n4m5p6r7st */
            id: string;
            lines: {
                /** @description Negative where money was taken back */
                amountMinor: number;
                /** Format: date-time */
                at: string;
                /** @example ord_01jd7zk0f8e9vbq3n4m5p6r7st */
                orderId: string;
                what: string;
            }[];
            /** Format: date-time */
            madeAt: string;
            /** @description A restaurant or a partner */
            payeeId: string;
            payeeName: string;
            timeZone: string;
        };
        StockChange: {
            available: boolean;
            /**
             * Format: date-time
             * @description With `available: false`: comes back by itself then
             */
            until?: string;
        } | {
            /** @constant */
            available?: false;
        } | unknown;
        StoryEntry: {
            /** Format: date-time */
            at: string;
            /** @description Who: a role, or an id */
            by: string | null;
            details: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            kind: "order" | "change" | "delivery" | "offer" | "payment" | "ledger" | "operator";
            what: string;
        };
        StuckOrder: {
            forSeconds: number;
            next: components["schemas"]["NextStep"][];
            /** @example ord_01jd7zk0f8e9vbq3n4m5p6r7st */
            orderId: string;
            partner: {
                /** @example prt_01jd7zk0f8e9vbq3n4m5p6r7st */
                id: string;
                name: string;
                phone: string | null;
            } | null;
            restaurant: {
                /** @example rst_01jd7zk0f8e9vbq3n4m5p6r7st */
                id: string;
                name: string;
            };
            /** Format: date-time */
            since: string;
            /** @enum {string} */
            status: "SCHEDULED" | "PLACED" | "CONFIRMED" | "PREPARING" | "READY" | "PICKED_UP" | "DELIVERED" | "REJECTED" | "CANCELLED";
            /** @enum {string} */
            stuck: "not-begun" | "not-answered" | "not-cooking" | "cooking-long" | "without-partner" | "partner-not-there" | "not-picked-up" | "long-on-its-way" | "money-open";
            why: string;
            zone: string;
        };
        StuckOrders: {
            data: components["schemas"]["StuckOrder"][];
            has_more: boolean;
        };
        Suggestions: {
            cuisines: string[];
            degraded: boolean;
            dishes: string[];
            restaurants: {
                /** @example rst_01jd7zk0f8e9vbq3n4m5p6r7st */
                id: string;
                name: string;
            }[];
        };
        TimelineEntry: {
            /** @enum {string} */
            action: "place" | "start" | "accept" | "reject" | "prepare" | "ready" | "pickUp" | "deliver" | "fail" | "cancel";
            /** @enum {string} */
            actor: "customer" | "restaurant" | "partner" | "operator" | "system";
            /** Format: date-time */
            at: string;
            /**
             * @description Why the food could not be handed over
             * @enum {string|null}
             */
            cause: "nobody-home" | "wrong-address" | "refused" | "damaged" | "accident" | null;
            from: components["schemas"]["OrderStatus"] | null;
            reason: string | null;
            seq: number;
            to: components["schemas"]["OrderStatus"];
        };
        TipState: {
            /** @example ord_01jd7zk0f8e9vbq3n4m5p6r7st */
            orderId: string;
            /** @description What was charged for it, or negative what was given back */
            paidMinor: number;
            /** @description Amount in minor units (cents) */
            tipMinor: number;
        };
        Unassign: {
            /**
             * @description Who has it now
             * @example prt_01jd7zk0f8e9vbq3n4m5p6r7st
             */
            partnerId: string;
            /**
             * @description Why; kept in the delivery’s history
             * @example Some text
             */
            reason: string;
        };
        WatchedDelivery: {
            dropoff: components["schemas"]["Position"];
            /** @example dlv_01jd7zk0f8e9vbq3n4m5p6r7st */
            id: string;
            /**
             * Format: date-time
             * @description Since when it waits for an operator
             */
            manualSince: string | null;
            /**
             * Format: date-time
             * @description When the search looks again; long past when nobody searches
             */
            nextLookAt: string | null;
            /** @example ord_01jd7zk0f8e9vbq3n4m5p6r7st */
            orderId: string;
            partner: {
                /** @example prt_01jd7zk0f8e9vbq3n4m5p6r7st */
                id: string;
                name: string;
            } | null;
            /** Format: date-time */
            requestedAt: string;
            restaurant: {
                /** @example rst_01jd7zk0f8e9vbq3n4m5p6r7st */
                id: string;
                name: string;
                position: components["schemas"]["Position"];
            };
            /** @enum {string} */
            status: "SEARCHING" | "ASSIGNED" | "AT_RESTAURANT" | "PICKED_UP" | "AT_CUSTOMER" | "DELIVERED" | "FAILED" | "RETURNED" | "CANCELLED";
            /** @description It has lost a partner and goes before the others */
            urgent: boolean;
        };
        WatchedDeliveryPage: {
            data: components["schemas"]["WatchedDelivery"][];
            has_more: boolean;
        };
        WebhookAttempt: {
            /** @description The beginning of its answer */
            answer: string | null;
            at: string;
            durationMs: number;
            /** @description Why there is no answer */
            error: string | null;
            number: number;
            /** @description What the endpoint answered */
            status: number | null;
        };
        WebhookEndpoint: {
            createdAt: string;
            description: string;
            /**
             * @description gone: it answered 410; failing: nothing got through for days
             * @enum {string|null}
             */
            disabledBecause: "by-you" | "gone" | "failing" | null;
            enabled: boolean;
            events: components["schemas"]["WebhookType"][];
            /** @description Since when nothing has got through */
            failingSince: string | null;
            id: string;
            /** @description Until then each message is signed with the secret before, too */
            previousSecretUntil: string | null;
            url: string;
        };
        WebhookEndpointChange: {
            /** @example Some text */
            description?: string;
            /** @description While it is off, what happens is not kept. What waited before is sent when it is on again */
            enabled?: boolean;
            events?: components["schemas"]["WebhookType"][];
            /** @example https://till.example.com/tiffin */
            url?: string;
        };
        WebhookEndpointList: {
            data: components["schemas"]["WebhookEndpoint"][];
            has_more: boolean;
        };
        WebhookMessage: {
            attempts: number;
            createdAt: string;
            endedAt: string | null;
            /** @description The `webhook-id` of each of its tries */
            id: string;
            nextAttemptAt: string | null;
            /** @enum {string} */
            status: "PENDING" | "DELIVERED" | "FAILED";
            type: string;
        };
        WebhookMessageFile: {
            attempts: number;
            /** @description As it was signed and sent */
            body: string;
            createdAt: string;
            endedAt: string | null;
            /** @description The `webhook-id` of each of its tries */
            id: string;
            nextAttemptAt: string | null;
            /** @enum {string} */
            status: "PENDING" | "DELIVERED" | "FAILED";
            /** @description The last 50 */
            tries: components["schemas"]["WebhookAttempt"][];
            type: string;
        };
        WebhookMessagePage: {
            data: components["schemas"]["WebhookMessage"][];
            has_more: boolean;
        };
        WebhookReplay: {
            /**
             * Format: date-time
             * @description What has failed and was written since then is sent again
             */
            since: string;
        };
        WebhookReplayed: {
            /** @description So many are on their way again */
            messages: number;
        };
        /** @enum {string} */
        WebhookType: "order.placed" | "order.updated" | "order.change" | "delivery.updated";
        /** @description For each day the intervals that begin on it, in local time of the restaurant; none: closed */
        WeeklyHours: {
            fr: {
                /**
                 * @description Opens: minutes after midnight of this day, 0–1439
                 * @example 660
                 */
                from: number;
                /**
                 * @description Closes: minutes after the same midnight; more than 1440 when it is the next day
                 * @example 1320
                 */
                to: number;
            }[];
            mo: {
                /**
                 * @description Opens: minutes after midnight of this day, 0–1439
                 * @example 660
                 */
                from: number;
                /**
                 * @description Closes: minutes after the same midnight; more than 1440 when it is the next day
                 * @example 1320
                 */
                to: number;
            }[];
            sa: {
                /**
                 * @description Opens: minutes after midnight of this day, 0–1439
                 * @example 660
                 */
                from: number;
                /**
                 * @description Closes: minutes after the same midnight; more than 1440 when it is the next day
                 * @example 1320
                 */
                to: number;
            }[];
            su: {
                /**
                 * @description Opens: minutes after midnight of this day, 0–1439
                 * @example 660
                 */
                from: number;
                /**
                 * @description Closes: minutes after the same midnight; more than 1440 when it is the next day
                 * @example 1320
                 */
                to: number;
            }[];
            th: {
                /**
                 * @description Opens: minutes after midnight of this day, 0–1439
                 * @example 660
                 */
                from: number;
                /**
                 * @description Closes: minutes after the same midnight; more than 1440 when it is the next day
                 * @example 1320
                 */
                to: number;
            }[];
            tu: {
                /**
                 * @description Opens: minutes after midnight of this day, 0–1439
                 * @example 660
                 */
                from: number;
                /**
                 * @description Closes: minutes after the same midnight; more than 1440 when it is the next day
                 * @example 1320
                 */
                to: number;
            }[];
            we: {
                /**
                 * @description Opens: minutes after midnight of this day, 0–1439
                 * @example 660
                 */
                from: number;
                /**
                 * @description Closes: minutes after the same midnight; more than 1440 when it is the next day
                 * @example 1320
                 */
                to: number;
            }[];
        };
        Zone: {
            centre: components["schemas"]["Position"];
            /** @description An H3 cell of resolution 5, about 20 km across: what is planned together */
            id: string;
            openOrders: number;
            pause: components["schemas"]["OperatorPause"] | null;
            restaurants: number;
            /** @description Deliveries that nobody has */
            searching: number;
        };
        Zones: {
            data: components["schemas"]["Zone"][];
        };
    };
    responses: {
        /**
         * @description Not possible in this state
         *
         *     - `already-sent`: Already sent
         */
        AlreadySent: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:already-sent",
                 *       "status": 409,
                 *       "title": "Already sent",
                 *       "code": "already-sent",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "already-sent";
                    /** @constant */
                    status?: 409;
                };
            };
        };
        /**
         * @description The payment was refused
         *
         *     - `card-declined`: Card declined
         */
        CardDeclined: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:card-declined",
                 *       "status": 402,
                 *       "title": "Card declined",
                 *       "code": "card-declined",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "card-declined";
                    /** @constant */
                    status?: 402;
                };
            };
        };
        /**
         * @description Not possible in this state
         *
         *     - `category-not-empty`: Category not empty
         */
        CategoryNotEmpty: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:category-not-empty",
                 *       "status": 409,
                 *       "title": "Category not empty",
                 *       "code": "category-not-empty",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "category-not-empty";
                    /** @constant */
                    status?: 409;
                };
            };
        };
        /**
         * @description Somebody else has changed it; read it again
         *
         *     - `changed-meanwhile`: Changed by somebody else
         */
        ChangedMeanwhile: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:changed-meanwhile",
                 *       "status": 412,
                 *       "title": "Changed by somebody else",
                 *       "code": "changed-meanwhile",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "changed-meanwhile";
                    /** @constant */
                    status?: 412;
                };
            };
        };
        /**
         * @description Not possible in this state
         *
         *     - `change-not-open`: Change not open
         *     - `illegal-transition`: Not possible in this state
         */
        ChangeNotOpenOrIllegalTransition: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:change-not-open",
                 *       "status": 409,
                 *       "title": "Change not open",
                 *       "code": "change-not-open",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "change-not-open" | "illegal-transition";
                    /** @constant */
                    status?: 409;
                };
            };
        };
        /**
         * @description Not possible in this state
         *
         *     - `change-pending`: Change waits for the customer
         *     - `illegal-transition`: Not possible in this state
         */
        ChangePendingOrIllegalTransition: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:change-pending",
                 *       "status": 409,
                 *       "title": "Change waits for the customer",
                 *       "code": "change-pending",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "change-pending" | "illegal-transition";
                    /** @constant */
                    status?: 409;
                };
            };
        };
        /**
         * @description Not possible in this state
         *
         *     - `dead-letter-closed`: Dead letter closed
         */
        DeadLetterClosed: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:dead-letter-closed",
                 *       "status": 409,
                 *       "title": "Dead letter closed",
                 *       "code": "dead-letter-closed",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "dead-letter-closed";
                    /** @constant */
                    status?: 409;
                };
            };
        };
        /**
         * @description Not possible in this state
         *
         *     - `email-taken`: E-mail already in use
         */
        EmailTaken: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:email-taken",
                 *       "status": 409,
                 *       "title": "E-mail already in use",
                 *       "code": "email-taken",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "email-taken";
                    /** @constant */
                    status?: 409;
                };
            };
        };
        /**
         * @description Not possible in this state
         *
         *     - `email-taken`: E-mail already in use
         *     - `staff-full`: Too many people on the staff
         */
        EmailTakenOrStaffFull: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:email-taken",
                 *       "status": 409,
                 *       "title": "E-mail already in use",
                 *       "code": "email-taken",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "email-taken" | "staff-full";
                    /** @constant */
                    status?: 409;
                };
            };
        };
        /**
         * @description Away for a moment; send it again after `Retry-After` seconds
         *
         *     - `feature-off`: Switched off for now
         *     - `service-unavailable`: Not available now
         */
        FeatureOffOrServiceUnavailable: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:feature-off",
                 *       "status": 503,
                 *       "title": "Switched off for now",
                 *       "code": "feature-off",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "feature-off" | "service-unavailable";
                    /** @constant */
                    status?: 503;
                };
            };
        };
        /**
         * @description Well-formed, but it cannot be done
         *
         *     - `idempotency-key-reused`: Idempotency-Key used for another request
         */
        IdempotencyKeyReused: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:idempotency-key-reused",
                 *       "status": 422,
                 *       "title": "Idempotency-Key used for another request",
                 *       "code": "idempotency-key-reused",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "idempotency-key-reused";
                    /** @constant */
                    status?: 422;
                };
            };
        };
        /**
         * @description Not possible in this state
         *
         *     - `illegal-transition`: Not possible in this state
         */
        IllegalTransition: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:illegal-transition",
                 *       "status": 409,
                 *       "title": "Not possible in this state",
                 *       "code": "illegal-transition",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "illegal-transition";
                    /** @constant */
                    status?: 409;
                };
            };
        };
        /**
         * @description Not possible in this state
         *
         *     - `illegal-transition`: Not possible in this state
         *     - `rating-closed`: Too late to rate
         */
        IllegalTransitionOrRatingClosed: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:illegal-transition",
                 *       "status": 409,
                 *       "title": "Not possible in this state",
                 *       "code": "illegal-transition",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "illegal-transition" | "rating-closed";
                    /** @constant */
                    status?: 409;
                };
            };
        };
        /**
         * @description Not possible in this state
         *
         *     - `illegal-transition`: Not possible in this state
         *     - `refund-repeated`: Refunded just now
         */
        IllegalTransitionOrRefundRepeated: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:illegal-transition",
                 *       "status": 409,
                 *       "title": "Not possible in this state",
                 *       "code": "illegal-transition",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "illegal-transition" | "refund-repeated";
                    /** @constant */
                    status?: 409;
                };
            };
        };
        /**
         * @description Well-formed, but it cannot be done
         *
         *     - `import-invalid`: Import with errors
         *     - `menu-full`: Menu full
         */
        ImportInvalidOrMenuFull: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:import-invalid",
                 *       "status": 422,
                 *       "title": "Import with errors",
                 *       "code": "import-invalid",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "import-invalid" | "menu-full";
                    /** @constant */
                    status?: 422;
                };
            };
        };
        /**
         * @description Our mistake; try again, or tell us the request id
         *
         *     - `internal-error`: Internal error
         */
        InternalError: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "status": 500,
                 *       "title": "Internal error",
                 *       "code": "internal-error",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "internal-error";
                    /** @constant */
                    status?: 500;
                };
            };
        };
        /**
         * @description Well-formed, but it cannot be done
         *
         *     - `invalid-image`: Not the picture announced
         */
        InvalidImage: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:invalid-image",
                 *       "status": 422,
                 *       "title": "Not the picture announced",
                 *       "code": "invalid-image",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "invalid-image";
                    /** @constant */
                    status?: 422;
                };
            };
        };
        /**
         * @description The request is malformed; `errors` names the fields
         *
         *     - `invalid-request`: Invalid request
         *     - `unknown-parameter`: Unknown query parameter
         */
        InvalidRequestOrUnknownParameter: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:invalid-request",
                 *       "status": 400,
                 *       "title": "Invalid request",
                 *       "code": "invalid-request",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "invalid-request" | "unknown-parameter";
                    /** @constant */
                    status?: 400;
                };
            };
        };
        /**
         * @description Not possible in this state
         *
         *     - `keys-full`: Too many service keys
         */
        KeysFull: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:keys-full",
                 *       "status": 409,
                 *       "title": "Too many service keys",
                 *       "code": "keys-full",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "keys-full";
                    /** @constant */
                    status?: 409;
                };
            };
        };
        /**
         * @description Not possible in this state
         *
         *     - `last-owner`: Last owner
         */
        LastOwner: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:last-owner",
                 *       "status": 409,
                 *       "title": "Last owner",
                 *       "code": "last-owner",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "last-owner";
                    /** @constant */
                    status?: 409;
                };
            };
        };
        /**
         * @description No valid login
         *
         *     - `login-failed`: Login failed
         */
        LoginFailed: {
            headers: {
                "WWW-Authenticate": string;
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:login-failed",
                 *       "status": 401,
                 *       "title": "Login failed",
                 *       "code": "login-failed",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "login-failed";
                    /** @constant */
                    status?: 401;
                };
            };
        };
        /**
         * @description Well-formed, but it cannot be done
         *
         *     - `menu-full`: Menu full
         *     - `unknown-category`: Unknown category
         */
        MenuFullOrUnknownCategory: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:menu-full",
                 *       "status": 422,
                 *       "title": "Menu full",
                 *       "code": "menu-full",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "menu-full" | "unknown-category";
                    /** @constant */
                    status?: 422;
                };
            };
        };
        /**
         * @description It does not exist, or not for you
         *
         *     - `not-found`: Not found
         */
        NotFound: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:not-found",
                 *       "status": 404,
                 *       "title": "Not found",
                 *       "code": "not-found",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "not-found";
                    /** @constant */
                    status?: 404;
                };
            };
        };
        /**
         * @description Not possible in this state
         *
         *     - `offer-not-live`: Offer not open
         *     - `partner-busy`: Partner carries enough
         */
        OfferNotLiveOrPartnerBusy: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:offer-not-live",
                 *       "status": 409,
                 *       "title": "Offer not open",
                 *       "code": "offer-not-live",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "offer-not-live" | "partner-busy";
                    /** @constant */
                    status?: 409;
                };
            };
        };
        /**
         * @description Not for your role or key
         *
         *     - `origin-refused`: Not for this page
         */
        OriginRefused: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:origin-refused",
                 *       "status": 403,
                 *       "title": "Not for this page",
                 *       "code": "origin-refused",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "origin-refused";
                    /** @constant */
                    status?: 403;
                };
            };
        };
        /**
         * @description The body is too large
         *
         *     - `payload-too-large`: Request too large
         */
        PayloadTooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:payload-too-large",
                 *       "status": 413,
                 *       "title": "Request too large",
                 *       "code": "payload-too-large",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "payload-too-large";
                    /** @constant */
                    status?: 413;
                };
            };
        };
        /**
         * @description Well-formed, but it cannot be done
         *
         *     - `payload-unreadable`: Cannot be decrypted
         */
        PayloadUnreadable: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:payload-unreadable",
                 *       "status": 422,
                 *       "title": "Cannot be decrypted",
                 *       "code": "payload-unreadable",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "payload-unreadable";
                    /** @constant */
                    status?: 422;
                };
            };
        };
        /**
         * @description Away for a moment; send it again after `Retry-After` seconds
         *
         *     - `payment-unavailable`: Payment not available
         *     - `service-unavailable`: Not available now
         */
        PaymentUnavailableOrServiceUnavailable: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:payment-unavailable",
                 *       "status": 503,
                 *       "title": "Payment not available",
                 *       "code": "payment-unavailable",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "payment-unavailable" | "service-unavailable";
                    /** @constant */
                    status?: 503;
                };
            };
        };
        /**
         * @description Say what you have seen, with `If-Match`
         *
         *     - `precondition-missing`: If-Match missing
         */
        PreconditionMissing: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:precondition-missing",
                 *       "status": 428,
                 *       "title": "If-Match missing",
                 *       "code": "precondition-missing",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "precondition-missing";
                    /** @constant */
                    status?: 428;
                };
            };
        };
        /**
         * @description Too many requests; come back after `Retry-After` seconds
         *
         *     - `rate-limited`: Too many requests
         */
        RateLimited: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:rate-limited",
                 *       "status": 429,
                 *       "title": "Too many requests",
                 *       "code": "rate-limited",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "rate-limited";
                    /** @constant */
                    status?: 429;
                };
            };
        };
        /**
         * @description No valid login
         *
         *     - `refresh-invalid`: Refresh token not valid
         *     - `session-ended`: Session ended
         */
        RefreshInvalidOrSessionEnded: {
            headers: {
                "WWW-Authenticate": string;
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:refresh-invalid",
                 *       "status": 401,
                 *       "title": "Refresh token not valid",
                 *       "code": "refresh-invalid",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "refresh-invalid" | "session-ended";
                    /** @constant */
                    status?: 401;
                };
            };
        };
        /**
         * @description Well-formed, but it cannot be done
         *
         *     - `report-too-large`: Report too large
         */
        ReportTooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:report-too-large",
                 *       "status": 422,
                 *       "title": "Report too large",
                 *       "code": "report-too-large",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "report-too-large";
                    /** @constant */
                    status?: 422;
                };
            };
        };
        /**
         * @description Not for your role or key
         *
         *     - `scope-missing`: Not within the key’s scopes
         */
        ScopeMissing: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:scope-missing",
                 *       "status": 403,
                 *       "title": "Not within the key’s scopes",
                 *       "code": "scope-missing",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "scope-missing";
                    /** @constant */
                    status?: 403;
                };
            };
        };
        /**
         * @description Not for your role or key
         *
         *     - `scope-missing`: Not within the key’s scopes
         *     - `wrong-role`: Not for your role
         */
        ScopeMissingOrWrongRole: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:scope-missing",
                 *       "status": 403,
                 *       "title": "Not within the key’s scopes",
                 *       "code": "scope-missing",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "scope-missing" | "wrong-role";
                    /** @constant */
                    status?: 403;
                };
            };
        };
        /**
         * @description Away for a moment; send it again after `Retry-After` seconds
         *
         *     - `service-unavailable`: Not available now
         */
        ServiceUnavailable: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:service-unavailable",
                 *       "status": 503,
                 *       "title": "Not available now",
                 *       "code": "service-unavailable",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "service-unavailable";
                    /** @constant */
                    status?: 503;
                };
            };
        };
        /**
         * @description Away for a moment; send it again after `Retry-After` seconds
         *
         *     - `service-unavailable`: Not available now
         *     - `too-busy`: Too busy
         */
        ServiceUnavailableOrTooBusy: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:service-unavailable",
                 *       "status": 503,
                 *       "title": "Not available now",
                 *       "code": "service-unavailable",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "service-unavailable" | "too-busy";
                    /** @constant */
                    status?: 503;
                };
            };
        };
        /**
         * @description No valid login
         *
         *     - `session-ended`: Session ended
         *     - `ticket-invalid`: Ticket not valid
         */
        SessionEndedOrTicketInvalid: {
            headers: {
                "WWW-Authenticate": string;
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:session-ended",
                 *       "status": 401,
                 *       "title": "Session ended",
                 *       "code": "session-ended",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "session-ended" | "ticket-invalid";
                    /** @constant */
                    status?: 401;
                };
            };
        };
        /**
         * @description No valid login
         *
         *     - `session-ended`: Session ended
         *     - `token-invalid`: Access token not valid
         */
        SessionEndedOrTokenInvalid: {
            headers: {
                "WWW-Authenticate": string;
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:session-ended",
                 *       "status": 401,
                 *       "title": "Session ended",
                 *       "code": "session-ended",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "session-ended" | "token-invalid";
                    /** @constant */
                    status?: 401;
                };
            };
        };
        /**
         * @description Well-formed, but it cannot be done
         *
         *     - `too-far-away`: Too far away
         */
        TooFarAway: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:too-far-away",
                 *       "status": 422,
                 *       "title": "Too far away",
                 *       "code": "too-far-away",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "too-far-away";
                    /** @constant */
                    status?: 422;
                };
            };
        };
        /**
         * @description Well-formed, but it cannot be done
         *
         *     - `unknown-category`: Unknown category
         */
        UnknownCategory: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:unknown-category",
                 *       "status": 422,
                 *       "title": "Unknown category",
                 *       "code": "unknown-category",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "unknown-category";
                    /** @constant */
                    status?: 422;
                };
            };
        };
        /**
         * @description The request is malformed; `errors` names the fields
         *
         *     - `unknown-parameter`: Unknown query parameter
         */
        UnknownParameter: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:unknown-parameter",
                 *       "status": 400,
                 *       "title": "Unknown query parameter",
                 *       "code": "unknown-parameter",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "unknown-parameter";
                    /** @constant */
                    status?: 400;
                };
            };
        };
        /**
         * @description The body is not what this route takes
         *
         *     - `unsupported-media-type`: Not JSON
         */
        UnsupportedMediaType: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:unsupported-media-type",
                 *       "status": 415,
                 *       "title": "Not JSON",
                 *       "code": "unsupported-media-type",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "unsupported-media-type";
                    /** @constant */
                    status?: 415;
                };
            };
        };
        /**
         * @description The address is too long
         *
         *     - `uri-too-long`: Address too long
         */
        UriTooLong: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:uri-too-long",
                 *       "status": 414,
                 *       "title": "Address too long",
                 *       "code": "uri-too-long",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "uri-too-long";
                    /** @constant */
                    status?: 414;
                };
            };
        };
        /**
         * @description Not possible in this state
         *
         *     - `webhook-disabled`: Webhook endpoint disabled
         */
        WebhookDisabled: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:webhook-disabled",
                 *       "status": 409,
                 *       "title": "Webhook endpoint disabled",
                 *       "code": "webhook-disabled",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "webhook-disabled";
                    /** @constant */
                    status?: 409;
                };
            };
        };
        /**
         * @description Not possible in this state
         *
         *     - `webhooks-full`: Too many webhook endpoints
         */
        WebhooksFull: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:webhooks-full",
                 *       "status": 409,
                 *       "title": "Too many webhook endpoints",
                 *       "code": "webhooks-full",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "webhooks-full";
                    /** @constant */
                    status?: 409;
                };
            };
        };
        /**
         * @description Well-formed, but it cannot be done
         *
         *     - `webhook-url-refused`: Webhook address refused
         */
        WebhookUrlRefused: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tiffin:problem:webhook-url-refused",
                 *       "status": 422,
                 *       "title": "Webhook address refused",
                 *       "code": "webhook-url-refused",
                 *       "detail": "What happened and what to do next, in words for people."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "webhook-url-refused";
                    /** @constant */
                    status?: 422;
                };
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description Names this request in our logs */
        RequestId: string;
        /** @description Seconds after which it is worth trying again */
        RetryAfter: number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getWellKnownJwksJson: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A JSON Web Key Set (RFC 7517) */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Jwks"];
                };
            };
            400: components["responses"]["UnknownParameter"];
            414: components["responses"]["UriTooLong"];
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Liveness"];
                };
            };
            400: components["responses"]["UnknownParameter"];
            414: components["responses"]["UriTooLong"];
        };
    };
    getImagesByName: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of an uploaded picture */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture, for ever */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "image/*": string;
                };
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It can, perhaps without search */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            400: components["responses"]["UnknownParameter"];
            414: components["responses"]["UriTooLong"];
            /** @description It cannot: something that every order needs is away, or it is about to stop */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    getAdminActions: {
        parameters: {
            query?: {
                actor_id?: string;
                /** @description Id of the last entry of the page before */
                before?: number;
                limit?: number;
                subject?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; the next with `before` = the last entry’s id */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperatorActionPage"];
                };
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getAdminCircuits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Open ones first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Circuits"];
                };
            };
            400: components["responses"]["UnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getAdminDeadLetters: {
        parameters: {
            query?: {
                consumer?: string;
                limit?: number;
                /** @description Id of the last element of the page before */
                starting_after?: number;
                /** @description OPEN: waits for you. REPLAYING: is tried again at this moment. REPLAYED: went through. DISCARDED: somebody decided that it is not needed */
                status?: "OPEN" | "REPLAYING" | "REPLAYED" | "DISCARDED";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterPage"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `invalid-cursor`: Invalid page cursor
             *     - `invalid-request`: Invalid request
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-cursor" | "invalid-request" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getAdminDeadLettersById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The letter */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetter"];
                };
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postAdminDeadLettersByIdDiscard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DiscardDeadLetter"];
            };
        };
        responses: {
            /** @description The letter */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetter"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["DeadLetterClosed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postAdminDeadLettersByIdReplay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The letter */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetter"];
                };
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["DeadLetterClosed"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postAdminDeadLettersReplay: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayAll"];
            };
        };
        responses: {
            /** @description How many */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replaying"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getAdminDeliveries: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `manual`: nobody could be found, or nobody looks; `searching`: everything that has no partner; `carried`: has one */
                queue?: "manual" | "searching" | "carried";
                /** @description Id of the last element of the page before */
                starting_after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Those that have lost a partner first, then the oldest */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchedDeliveryPage"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `invalid-cursor`: Invalid page cursor
             *     - `invalid-request`: Invalid request
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-cursor" | "invalid-request" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getAdminDeliveriesById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryFile"];
                };
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postAdminDeliveriesByIdAssign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of this request; sent again, the move is not made twice */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Assign"];
            };
        };
        responses: {
            /** @description The delivery, assigned */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryFile"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            /**
             * @description Not possible in this state
             *
             *     - `illegal-transition`: Not possible in this state
             *     - `partner-busy`: Partner carries enough
             *     - `partner-off-shift`: Partner not on shift
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:illegal-transition",
                     *       "status": 409,
                     *       "title": "Not possible in this state",
                     *       "code": "illegal-transition",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "illegal-transition" | "partner-busy" | "partner-off-shift";
                        /** @constant */
                        status?: 409;
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postAdminDeliveriesByIdUnassign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of this request; sent again, the move is not made twice */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Unassign"];
            };
        };
        responses: {
            /** @description The delivery, searched for again */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryFile"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransition"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postAdminDeliveriesByIdWaiveProof: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description The delivery */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryFile"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransition"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getAdminFlags: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Each with what it means */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeatureFlags"];
                };
            };
            400: components["responses"]["UnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    putAdminFlagsByName: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of this request; sent again, the move is not made twice */
                "Idempotency-Key"?: string;
            };
            path: {
                name: "orders" | "scheduled-orders" | "promotions" | "surge" | "elasticsearch";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FlagChange"];
            };
        };
        responses: {
            /** @description As they are now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeatureFlags"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getAdminNotifications: {
        parameters: {
            query?: {
                limit?: number;
                orderId?: string;
                /** @description Id of the last element of the page before */
                starting_after?: number;
                /** @description FAILED: the address bounces, at once or later, or all tries failed. EXPIRED: it would have come too late. UNCERTAIN: an SMS that may or may not have been sent */
                status?: "QUEUED" | "SENDING" | "SENT" | "FAILED" | "EXPIRED" | "UNCERTAIN";
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationPage"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `invalid-cursor`: Invalid page cursor
             *     - `invalid-request`: Invalid request
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-cursor" | "invalid-request" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postAdminNotificationsByIdResend: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is on its way again */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notification"];
                };
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["AlreadySent"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getAdminOrdersByIdLedger: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Oldest first; each transaction sums to zero */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ledger"];
                };
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postAdminOrdersByIdRefunds: {
        parameters: {
            query?: never;
            header: {
                /** @description Your own id of this request, such as a UUID; sent again with the same body it gets the same answer */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundOrder"];
            };
        };
        responses: {
            /** @description What goes back to the card */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refund"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `currency-not-supported`: Currency not supported
             *     - `idempotency-key-missing`: Idempotency-Key missing
             *     - `invalid-request`: Invalid request
             *     - `invalid-tip`: Invalid tip
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "currency-not-supported" | "idempotency-key-missing" | "invalid-request" | "invalid-tip" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransitionOrRefundRepeated"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getAdminOrdersByIdStory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Oldest first, and what its workflow is doing now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderStory"];
                };
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getAdminOrdersStuck: {
        parameters: {
            query?: {
                limit?: number;
                /** @description Only those */
                stuck?: "not-begun" | "not-answered" | "not-cooking" | "cooking-long" | "without-partner" | "partner-not-there" | "not-picked-up" | "long-on-its-way" | "money-open";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Those that somebody should look at */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StuckOrders"];
                };
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getAdminOutbox: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At this moment */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutboxLag"];
                };
            };
            400: components["responses"]["UnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getAdminPauses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Those that count now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperatorPauses"];
                };
            };
            400: components["responses"]["UnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postAdminPayloadsDecode: {
        parameters: {
            query?: {
                /** @description Temporal’s pages send it. It is about payloads that are kept elsewhere, which there are none of */
                preserveStorageRefs?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PayloadsBody"];
            };
        };
        responses: {
            /** @description In the same order */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Payloads"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `invalid-request`: Invalid request
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["PayloadUnreadable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postAdminPayloadsEncode: {
        parameters: {
            query?: {
                /** @description Temporal’s pages send it. It is about payloads that are kept elsewhere, which there are none of */
                preserveStorageRefs?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PayloadsBody"];
            };
        };
        responses: {
            /** @description In the same order */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Payloads"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `invalid-request`: Invalid request
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getAdminPaymentsDifferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The last hundred, open ones first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentDifferences"];
                };
            };
            400: components["responses"]["UnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postAdminPayouts: {
        parameters: {
            query?: never;
            header: {
                /** @description Your own id of this request, such as a UUID; sent again with the same body it gets the same answer */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RunPayouts"];
            };
        };
        responses: {
            /** @description It is asked for */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutRun"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `currency-not-supported`: Currency not supported
             *     - `idempotency-key-missing`: Idempotency-Key missing
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "currency-not-supported" | "idempotency-key-missing" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getAdminReportsOrders: {
        parameters: {
            query: {
                /** @description One row for each of these */
                by: "restaurant" | "partner" | "zone" | "day" | "hour";
                /** @description The first day */
                from: string;
                limit?: number;
                restaurant_id?: string;
                /** @description Whose days and hours */
                time_zone?: string;
                /** @description The last day: at most 92 days by restaurant, at most 92 days by partner, at most 92 days by zone, at most 366 days by day, at most 31 days by hour */
                to: string;
                /** @description An H3 cell of resolution 5, about 20 km across: what is planned together */
                zone?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                };
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            422: components["responses"]["ReportTooLarge"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postAdminRestaurantsByIdPause: {
        parameters: {
            query?: never;
            header: {
                /** @description Your own id of this request, such as a UUID; sent again with the same body it gets the same answer */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PauseChange"];
            };
        };
        responses: {
            /** @description Paused */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PauseState"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `currency-not-supported`: Currency not supported
             *     - `idempotency-key-missing`: Idempotency-Key missing
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "currency-not-supported" | "idempotency-key-missing" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    putAdminRestaurantsByIdPromotion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Promotion"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Promotion"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postAdminRestaurantsByIdResume: {
        parameters: {
            query?: never;
            header: {
                /** @description Your own id of this request, such as a UUID; sent again with the same body it gets the same answer */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Because"];
            };
        };
        responses: {
            /** @description No longer paused by operators */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PauseState"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `currency-not-supported`: Currency not supported
             *     - `idempotency-key-missing`: Idempotency-Key missing
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "currency-not-supported" | "idempotency-key-missing" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getAdminSearchReindex: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its state */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reindexing"];
                };
            };
            400: components["responses"]["UnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postAdminSearchReindex: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is under way */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reindexing"];
                };
            };
            400: components["responses"]["UnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getAdminZones: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Busiest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Zones"];
                };
            };
            400: components["responses"]["UnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postAdminZonesByIdPause: {
        parameters: {
            query?: never;
            header: {
                /** @description Your own id of this request, such as a UUID; sent again with the same body it gets the same answer */
                "Idempotency-Key": string;
            };
            path: {
                /** @description An H3 cell of resolution 5, about 20 km across: what is planned together */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PauseChange"];
            };
        };
        responses: {
            /** @description Paused */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PauseState"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `currency-not-supported`: Currency not supported
             *     - `idempotency-key-missing`: Idempotency-Key missing
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "currency-not-supported" | "idempotency-key-missing" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postAdminZonesByIdResume: {
        parameters: {
            query?: never;
            header: {
                /** @description Your own id of this request, such as a UUID; sent again with the same body it gets the same answer */
                "Idempotency-Key": string;
            };
            path: {
                /** @description An H3 cell of resolution 5, about 20 km across: what is planned together */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Because"];
            };
        };
        responses: {
            /** @description No longer paused */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PauseState"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `currency-not-supported`: Currency not supported
             *     - `idempotency-key-missing`: Idempotency-Key missing
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "currency-not-supported" | "idempotency-key-missing" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postAuthLogin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginBody"];
            };
        };
        responses: {
            /** @description A session */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            401: components["responses"]["LoginFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailableOrTooBusy"];
        };
    };
    postAuthLogout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its tokens are no good any more */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["UnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postAuthLogoutEverywhere: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its tokens are no good any more */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["UnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postAuthRefresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshBody"];
            };
        };
        responses: {
            /** @description The session goes on */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            401: components["responses"]["RefreshInvalidOrSessionEnded"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postAuthSignUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignUpBody"];
            };
        };
        responses: {
            /** @description Your first session */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            409: components["responses"]["EmailTaken"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailableOrTooBusy"];
        };
    };
    getDeliveries: {
        parameters: {
            query?: {
                limit?: number;
                /** @description Id of the last element of the page before */
                starting_after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryPage"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `invalid-cursor`: Invalid page cursor
             *     - `invalid-request`: Invalid request
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-cursor" | "invalid-request" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postDeliveriesByIdArriveAtCustomer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransition"];
            414: components["responses"]["UriTooLong"];
            422: components["responses"]["TooFarAway"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postDeliveriesByIdArriveAtRestaurant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransition"];
            414: components["responses"]["UriTooLong"];
            422: components["responses"]["TooFarAway"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postDeliveriesByIdDeliver: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of this request; sent again, the move is not made twice */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Proof"];
            };
        };
        responses: {
            /** @description Where the order stands now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderState"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransition"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description Well-formed, but it cannot be done
             *
             *     - `pin-locked`: Too many wrong PINs
             *     - `pin-wrong`: Wrong PIN
             *     - `proof-missing`: Proof of the hand-over missing
             *     - `too-far-away`: Too far away
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:pin-locked",
                     *       "status": 422,
                     *       "title": "Too many wrong PINs",
                     *       "code": "pin-locked",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "pin-locked" | "pin-wrong" | "proof-missing" | "too-far-away";
                        /** @constant */
                        status?: 422;
                    };
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postDeliveriesByIdDropOut: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of this request; sent again, the move is not made twice */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DropOut"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransition"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postDeliveriesByIdFail: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of this request; sent again, the move is not made twice */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        responses: {
            /** @description CANCELLED */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderState"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransition"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postDeliveriesByIdPickUp: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of this request; sent again, the move is not made twice */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where the order stands now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderState"];
                };
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransition"];
            414: components["responses"]["UriTooLong"];
            422: components["responses"]["TooFarAway"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postDeliveriesByIdReturn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransition"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postDeliveriesOffersByIdAccept: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["OfferNotLiveOrPartnerBusy"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postDeliveriesOffersByIdDecline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["OfferNotLiveOrPartnerBusy"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getEarnings: {
        parameters: {
            query?: {
                by?: "day" | "week";
                /** @description First day, in your time zone; six days ago if left out */
                from?: string;
                /** @description Last day, included; today if left out */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sums of the ledger, oldest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Earnings"];
                };
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getEarningsDeliveries: {
        parameters: {
            query?: {
                limit?: number;
                /** @description Id of the last element of the page before */
                starting_after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryEarningsPage"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `invalid-cursor`: Invalid page cursor
             *     - `invalid-request`: Invalid request
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-cursor" | "invalid-request" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postImages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewImage"];
            };
        };
        responses: {
            /** @description Upload it there */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageUpload"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    putImagesByName: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of an uploaded picture */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/*": string;
            };
        };
        responses: {
            /** @description It is there */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            422: components["responses"]["InvalidImage"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getMenu: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The menu, with its `ETag` */
            200: {
                headers: {
                    /** @description Send it as `If-Match` with your next edit */
                    ETag: string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Menu"];
                };
            };
            400: components["responses"]["UnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    putMenuCategories: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of what you edit, as you last read it; `*` to overwrite whatever is there */
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MenuCategories"];
            };
        };
        responses: {
            /** @description The menu, with its `ETag` */
            200: {
                headers: {
                    /** @description Send it as `If-Match` with your next edit */
                    ETag: string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Menu"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            409: components["responses"]["CategoryNotEmpty"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnknownCategory"];
            428: components["responses"]["PreconditionMissing"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postMenuImport: {
        parameters: {
            query?: {
                /** @description `true`: only says what would happen */
                dry_run?: "true" | "false";
            };
            header: {
                /** @description The `ETag` of what you edit, as you last read it; `*` to overwrite whatever is there */
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MenuImport"];
            };
        };
        responses: {
            /** @description What was done, or would be */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ImportInvalidOrMenuFull"];
            428: components["responses"]["PreconditionMissing"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postMenuItems: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of what you edit, as you last read it; `*` to overwrite whatever is there */
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMenuItem"];
            };
        };
        responses: {
            /** @description The item, with the menu’s new `ETag` */
            201: {
                headers: {
                    /** @description Send it as `If-Match` with your next edit */
                    ETag: string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MenuItem"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["MenuFullOrUnknownCategory"];
            428: components["responses"]["PreconditionMissing"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteMenuItemsById: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of what you edit, as you last read it; `*` to overwrite whatever is there */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The menu, with its `ETag` */
            200: {
                headers: {
                    /** @description Send it as `If-Match` with your next edit */
                    ETag: string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Menu"];
                };
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["ChangedMeanwhile"];
            414: components["responses"]["UriTooLong"];
            428: components["responses"]["PreconditionMissing"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    patchMenuItemsById: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of what you edit, as you last read it; `*` to overwrite whatever is there */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MenuItemChange"];
            };
        };
        responses: {
            /** @description The item, with the menu’s new `ETag` */
            200: {
                headers: {
                    /** @description Send it as `If-Match` with your next edit */
                    ETag: string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MenuItem"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["MenuFullOrUnknownCategory"];
            428: components["responses"]["PreconditionMissing"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    putMenuItemsByIdStock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StockChange"];
            };
        };
        responses: {
            /** @description The item, with the menu’s new `ETag` */
            200: {
                headers: {
                    /** @description Send it as `If-Match` with your next edit */
                    ETag: string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MenuItem"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getOrders: {
        parameters: {
            query?: {
                limit?: number;
                /** @description Id of the last element of the page before */
                starting_after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderPage"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `invalid-cursor`: Invalid page cursor
             *     - `invalid-request`: Invalid request
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-cursor" | "invalid-request" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postOrders: {
        parameters: {
            query?: never;
            header: {
                /** @description Your own id of this request, such as a UUID; sent again with the same body it gets the same answer */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaceOrder"];
            };
        };
        responses: {
            /** @description The order: PLACED, or SCHEDULED with `deliverAt` */
            201: {
                headers: {
                    /** @description Of the order */
                    Location: string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `currency-not-supported`: Currency not supported
             *     - `idempotency-key-missing`: Idempotency-Key missing
             *     - `invalid-quantity`: Invalid quantity
             *     - `invalid-request`: Invalid request
             *     - `invalid-tip`: Invalid tip
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "currency-not-supported" | "idempotency-key-missing" | "invalid-quantity" | "invalid-request" | "invalid-tip" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            402: components["responses"]["CardDeclined"];
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description Well-formed, but it cannot be done
             *
             *     - `address-out-of-area`: Address outside the delivery area
             *     - `delivery-time-not-possible`: Delivery time not possible
             *     - `idempotency-key-reused`: Idempotency-Key used for another request
             *     - `invalid-options`: Invalid options
             *     - `item-unavailable`: Item sold out
             *     - `kitchen-full`: Kitchen full
             *     - `order-too-large`: Order too large
             *     - `promo-not-valid`: Promotion does not apply
             *     - `promo-used-up`: Promotion used up
             *     - `quote-expired`: Quote expired
             *     - `restaurant-closed`: Restaurant closed
             *     - `unknown-item`: Unknown item
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:address-out-of-area",
                     *       "status": 422,
                     *       "title": "Address outside the delivery area",
                     *       "code": "address-out-of-area",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "address-out-of-area" | "delivery-time-not-possible" | "idempotency-key-reused" | "invalid-options" | "item-unavailable" | "kitchen-full" | "order-too-large" | "promo-not-valid" | "promo-used-up" | "quote-expired" | "restaurant-closed" | "unknown-item";
                        /** @constant */
                        status?: 422;
                    };
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            /**
             * @description Away for a moment; send it again after `Retry-After` seconds
             *
             *     - `feature-off`: Switched off for now
             *     - `payment-unavailable`: Payment not available
             *     - `service-unavailable`: Not available now
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:feature-off",
                     *       "status": 503,
                     *       "title": "Switched off for now",
                     *       "code": "feature-off",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "feature-off" | "payment-unavailable" | "service-unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
        };
    };
    getOrdersById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postOrdersByIdAccept: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of this request; sent again, the move is not made twice */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where the order stands now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderState"];
                };
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransition"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postOrdersByIdCancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of this request; sent again, the move is not made twice */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Cancelled; what is refunded depends on how far the kitchen was */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderState"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransition"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postOrdersByIdChanges: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of this request; sent again, the move is not made twice */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProposeChange"];
            };
        };
        responses: {
            /** @description The customer has been asked */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeState"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-quantity`: Invalid quantity
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "currency-not-supported" | "invalid-quantity" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            /**
             * @description Not possible in this state
             *
             *     - `change-not-open`: Change not open
             *     - `change-pending`: Change waits for the customer
             *     - `illegal-transition`: Not possible in this state
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:change-not-open",
                     *       "status": 409,
                     *       "title": "Change not open",
                     *       "code": "change-not-open",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "change-not-open" | "change-pending" | "illegal-transition";
                        /** @constant */
                        status?: 409;
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description Well-formed, but it cannot be done
             *
             *     - `change-above-hold`: Change costs more than was held
             *     - `invalid-options`: Invalid options
             *     - `item-unavailable`: Item sold out
             *     - `unknown-item`: Unknown item
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:change-above-hold",
                     *       "status": 422,
                     *       "title": "Change costs more than was held",
                     *       "code": "change-above-hold",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "change-above-hold" | "invalid-options" | "item-unavailable" | "unknown-item";
                        /** @constant */
                        status?: 422;
                    };
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postOrdersByIdChangesByNumberApprove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What became of the change */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeState"];
                };
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["ChangeNotOpenOrIllegalTransition"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postOrdersByIdChangesByNumberRefuse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What became of the change */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeState"];
                };
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["ChangeNotOpenOrIllegalTransition"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postOrdersByIdChangesByNumberWithdraw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What became of the change */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeState"];
                };
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["ChangeNotOpenOrIllegalTransition"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postOrdersByIdPrepare: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of this request; sent again, the move is not made twice */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where the order stands now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderState"];
                };
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransition"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getOrdersByIdRating: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What stands now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderRating"];
                };
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransition"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    putOrdersByIdRating: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RateOrder"];
            };
        };
        responses: {
            /** @description What stands now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderRating"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransitionOrRatingClosed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postOrdersByIdReady: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of this request; sent again, the move is not made twice */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where the order stands now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderState"];
                };
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["ChangePendingOrIllegalTransition"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postOrdersByIdReject: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of this request; sent again, the move is not made twice */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Where the order stands now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderState"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransition"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getOrdersByIdStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where it stands */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderStatusView"];
                };
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    putOrdersByIdTip: {
        parameters: {
            query?: never;
            header: {
                /** @description Your own id of this request, such as a UUID; sent again with the same body it gets the same answer */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetTip"];
            };
        };
        responses: {
            /** @description The tip as it stands now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TipState"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `currency-not-supported`: Currency not supported
             *     - `idempotency-key-missing`: Idempotency-Key missing
             *     - `invalid-request`: Invalid request
             *     - `invalid-tip`: Invalid tip
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "currency-not-supported" | "idempotency-key-missing" | "invalid-request" | "invalid-tip" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            402: components["responses"]["CardDeclined"];
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            /**
             * @description Not possible in this state
             *
             *     - `illegal-transition`: Not possible in this state
             *     - `tip-change-pending`: Tip is being changed
             *     - `tip-closed`: Too late for the tip
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:illegal-transition",
                     *       "status": 409,
                     *       "title": "Not possible in this state",
                     *       "code": "illegal-transition",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "illegal-transition" | "tip-change-pending" | "tip-closed";
                        /** @constant */
                        status?: 409;
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["PaymentUnavailableOrServiceUnavailable"];
        };
    };
    getPartner: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Your profile */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartnerProfile"];
                };
            };
            400: components["responses"]["UnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getPartnerShift: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where it stands */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShiftState"];
                };
            };
            400: components["responses"]["UnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    putPartnerShift: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShiftChange"];
            };
        };
        responses: {
            /** @description Where it stands now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShiftState"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getPayouts: {
        parameters: {
            query?: {
                limit?: number;
                /** @description Operators: only those of this restaurant or partner */
                payee_id?: string;
                /** @description Id of the last element of the page before */
                starting_after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutPage"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `invalid-cursor`: Invalid page cursor
             *     - `invalid-request`: Invalid request
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-cursor" | "invalid-request" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getPayoutsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lines sum to the amount */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"];
                };
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getPayoutsByIdStatementCsv: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description UTF-8, amounts as 12.50 */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getPayoutsByIdStatementPdf: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A4 */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postQuotes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Basket"];
            };
        };
        responses: {
            /** @description The price, part by part */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quote"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-quantity`: Invalid quantity
             *     - `invalid-request`: Invalid request
             *     - `invalid-tip`: Invalid tip
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "currency-not-supported" | "invalid-quantity" | "invalid-request" | "invalid-tip" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description Well-formed, but it cannot be done
             *
             *     - `address-out-of-area`: Address outside the delivery area
             *     - `delivery-time-not-possible`: Delivery time not possible
             *     - `invalid-options`: Invalid options
             *     - `item-unavailable`: Item sold out
             *     - `kitchen-full`: Kitchen full
             *     - `order-too-large`: Order too large
             *     - `promo-not-valid`: Promotion does not apply
             *     - `promo-used-up`: Promotion used up
             *     - `restaurant-closed`: Restaurant closed
             *     - `unknown-item`: Unknown item
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:address-out-of-area",
                     *       "status": 422,
                     *       "title": "Address outside the delivery area",
                     *       "code": "address-out-of-area",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "address-out-of-area" | "delivery-time-not-possible" | "invalid-options" | "item-unavailable" | "kitchen-full" | "order-too-large" | "promo-not-valid" | "promo-used-up" | "restaurant-closed" | "unknown-item";
                        /** @constant */
                        status?: 422;
                    };
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["FeatureOffOrServiceUnavailable"];
        };
    };
    getRealtime: {
        parameters: {
            query: {
                /** @description The `id` of the last frame you have: what came since then comes first */
                lastEventId?: string;
                /** @description From POST /v1/realtime/tickets; opens one socket */
                ticket: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The socket is open */
            101: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            401: components["responses"]["SessionEndedOrTicketInvalid"];
            403: components["responses"]["OriginRefused"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postRealtimeTickets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Opens one WebSocket within 30 s */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RealtimeTicket"];
                };
            };
            400: components["responses"]["UnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getRecommendations: {
        parameters: {
            query: {
                /** @description Latitude, degrees (WGS 84) */
                lat: number;
                limit?: number;
                /** @description Longitude, degrees (WGS 84) */
                lng: number;
                /** @description Kilometres */
                radius_km?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Restaurants that are open now, each with its reason */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recommendations"];
                };
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getRestaurant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The restaurant, with its `ETag` */
            200: {
                headers: {
                    /** @description Send it as `If-Match` with your next edit */
                    ETag: string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RestaurantProfile"];
                };
            };
            400: components["responses"]["UnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    patchRestaurant: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of what you edit, as you last read it; `*` to overwrite whatever is there */
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RestaurantChange"];
            };
        };
        responses: {
            /** @description The restaurant, with its `ETag` */
            200: {
                headers: {
                    /** @description Send it as `If-Match` with your next edit */
                    ETag: string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RestaurantProfile"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            428: components["responses"]["PreconditionMissing"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    putRestaurantBusy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Busy"];
            };
        };
        responses: {
            /** @description The restaurant, with its `ETag` */
            200: {
                headers: {
                    /** @description Send it as `If-Match` with your next edit */
                    ETag: string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RestaurantProfile"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getRestaurantKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All that are not revoked */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceKeyList"];
                };
            };
            400: components["responses"]["UnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postRestaurantKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewServiceKey"];
            };
        };
        responses: {
            /** @description Keep `key` now: it is not shown again */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeServiceKey"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            409: components["responses"]["KeysFull"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteRestaurantKeysById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is no good any more */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    putRestaurantPause: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Pause"];
            };
        };
        responses: {
            /** @description The restaurant, with its `ETag` */
            200: {
                headers: {
                    /** @description Send it as `If-Match` with your next edit */
                    ETag: string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RestaurantProfile"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteRestaurantPause: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The restaurant, with its `ETag` */
            200: {
                headers: {
                    /** @description Send it as `If-Match` with your next edit */
                    ETag: string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RestaurantProfile"];
                };
            };
            400: components["responses"]["UnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getRestaurantRatings: {
        parameters: {
            query?: {
                limit?: number;
                /** @description Id of the last element of the page before */
                starting_after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; starting_after is the order of the last one */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RatingPage"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `invalid-cursor`: Invalid page cursor
             *     - `invalid-request`: Invalid request
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-cursor" | "invalid-request" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getRestaurantStaff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Everybody */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffList"];
                };
            };
            400: components["responses"]["UnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postRestaurantStaff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewStaff"];
            };
        };
        responses: {
            /** @description They can log in now */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffMember"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            409: components["responses"]["EmailTakenOrStaffFull"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailableOrTooBusy"];
        };
    };
    deleteRestaurantStaffById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They can do nothing here any more */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["LastOwner"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    patchRestaurantStaffById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaffChange"];
            };
        };
        responses: {
            /** @description Changed */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffMember"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["LastOwner"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getRestaurantWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointList"];
                };
            };
            400: components["responses"]["UnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postRestaurantWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWebhookEndpoint"];
            };
        };
        responses: {
            /** @description Keep `secret` now: it is not shown again */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeWebhookEndpoint"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            409: components["responses"]["WebhooksFull"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["WebhookUrlRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteRestaurantWebhooksById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is sent nothing any more */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    patchRestaurantWebhooksById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookEndpointChange"];
            };
        };
        responses: {
            /** @description Changed */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["WebhookUrlRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getRestaurantWebhooksByIdMessages: {
        parameters: {
            query?: {
                limit?: number;
                /** @description Id of the last element of the page before */
                starting_after?: string;
                status?: "PENDING" | "DELIVERED" | "FAILED";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookMessagePage"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `invalid-cursor`: Invalid page cursor
             *     - `invalid-request`: Invalid request
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-cursor" | "invalid-request" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getRestaurantWebhooksByIdMessagesByMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                message: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The message */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookMessageFile"];
                };
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postRestaurantWebhooksByIdMessagesByMessageReplay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                message: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is on its way */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookMessage"];
                };
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["WebhookDisabled"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postRestaurantWebhooksByIdReplay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookReplay"];
            };
        };
        responses: {
            /** @description On their way */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookReplayed"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["WebhookDisabled"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postRestaurantWebhooksByIdRotateSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Keep `secret` now: it is not shown again */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeWebhookEndpoint"];
                };
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postRestaurantWebhooksByIdTest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is on its way; the log says what became of it */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookMessage"];
                };
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["WebhookDisabled"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getRestaurantsById: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of what you have: 304 when it is still so */
                "If-None-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The restaurant */
            200: {
                headers: {
                    "Cache-Control": string;
                    /** @description Send it as `If-None-Match`: 304 when it is still so */
                    ETag: string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Restaurant"];
                };
            };
            /** @description As you have it: `If-None-Match` names its `ETag` */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            401: components["responses"]["SessionEndedOrTokenInvalid"];
            403: components["responses"]["ScopeMissing"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getRestaurantsByIdMenu: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of what you have: 304 when it is still so */
                "If-None-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Items in menu order */
            200: {
                headers: {
                    "Cache-Control": string;
                    /** @description Send it as `If-None-Match`: 304 when it is still so */
                    ETag: string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Menu"];
                };
            };
            /** @description As you have it: `If-None-Match` names its `ETag` */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            401: components["responses"]["SessionEndedOrTokenInvalid"];
            403: components["responses"]["ScopeMissing"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getSearch: {
        parameters: {
            query: {
                /** @description One of the `cuisines` of restaurants */
                cuisine?: string;
                /** @description `cursor` of the page before, with the same parameters otherwise */
                cursor?: string;
                /** @description Has dishes of each of these marks */
                dietary?: string;
                /** @description Latitude, degrees (WGS 84) */
                lat: number;
                limit?: number;
                /** @description Longitude, degrees (WGS 84) */
                lng: number;
                /** @description At the door within so many minutes, as far as one can tell */
                max_minutes?: number;
                /** @description Rated so or better */
                min_rating?: number;
                /** @description Any of these levels */
                price_level?: string;
                /** @description Words to look for in name, cuisine, description */
                q?: string;
                /** @description Kilometres */
                radius_km?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By relevance, then distance */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchResult"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `invalid-cursor`: Invalid page cursor
             *     - `invalid-request`: Invalid request
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "invalid-cursor" | "invalid-request" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            401: components["responses"]["SessionEndedOrTokenInvalid"];
            403: components["responses"]["ScopeMissing"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getSearchFilters: {
        parameters: {
            query: {
                /** @description One of the `cuisines` of restaurants */
                cuisine?: string;
                /** @description Has dishes of each of these marks */
                dietary?: string;
                /** @description Latitude, degrees (WGS 84) */
                lat: number;
                /** @description Longitude, degrees (WGS 84) */
                lng: number;
                /** @description At the door within so many minutes, as far as one can tell */
                max_minutes?: number;
                /** @description Rated so or better */
                min_rating?: number;
                /** @description Any of these levels */
                price_level?: string;
                /** @description Words to look for in name, cuisine, description */
                q?: string;
                /** @description Kilometres */
                radius_km?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Counts, the most frequent first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilterCounts"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `invalid-request`: Invalid request
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "invalid-request" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            401: components["responses"]["SessionEndedOrTokenInvalid"];
            403: components["responses"]["ScopeMissing"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getSearchItems: {
        parameters: {
            query: {
                /** @description One of the `cuisines` of restaurants */
                cuisine?: string;
                /** @description `cursor` of the page before, with the same parameters otherwise */
                cursor?: string;
                /** @description Has dishes of each of these marks */
                dietary?: string;
                /** @description Latitude, degrees (WGS 84) */
                lat: number;
                limit?: number;
                /** @description Longitude, degrees (WGS 84) */
                lng: number;
                /** @description At the door within so many minutes, as far as one can tell */
                max_minutes?: number;
                /** @description Rated so or better */
                min_rating?: number;
                /** @description Any of these levels */
                price_level?: string;
                /** @description Words to look for in names and descriptions of dishes */
                q: string;
                /** @description Kilometres */
                radius_km?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Restaurants by their best dish, then distance */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemSearchResult"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `invalid-cursor`: Invalid page cursor
             *     - `invalid-request`: Invalid request
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "invalid-cursor" | "invalid-request" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            401: components["responses"]["SessionEndedOrTokenInvalid"];
            403: components["responses"]["ScopeMissing"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getSearchSuggestions: {
        parameters: {
            query: {
                /** @description Latitude, degrees (WGS 84) */
                lat: number;
                /** @description Longitude, degrees (WGS 84) */
                lng: number;
                /** @description What was typed so far */
                q: string;
                /** @description Kilometres */
                radius_km?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A few of each kind */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suggestions"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `card-number-refused`: Card number refused
             *     - `invalid-request`: Invalid request
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card-number-refused" | "invalid-request" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            401: components["responses"]["SessionEndedOrTokenInvalid"];
            403: components["responses"]["ScopeMissing"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description You */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["UnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getUserNotificationPreferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Yours, or what applies to who has none */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationPreferences"];
                };
            };
            400: components["responses"]["UnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    putUserNotificationPreferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NotificationPreferences"];
            };
        };
        responses: {
            /** @description Yours now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationPreferences"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getUserPushSubscriptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Oldest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PushSubscriptions"];
                };
            };
            400: components["responses"]["UnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postUserPushSubscriptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPushSubscription"];
            };
        };
        responses: {
            /** @description It gets your messages from now on */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PushSubscription"];
                };
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteUserPushSubscriptionsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It gets nothing more */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrUnknownParameter"];
            /**
             * @description No valid login
             *
             *     - `session-ended`: Session ended
             *     - `token-invalid`: Access token not valid
             *     - `token-missing`: Access token missing
             */
            401: {
                headers: {
                    "WWW-Authenticate": string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:session-ended",
                     *       "status": 401,
                     *       "title": "Session ended",
                     *       "code": "session-ended",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session-ended" | "token-invalid" | "token-missing";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            403: components["responses"]["ScopeMissingOrWrongRole"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postWebhooksByProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider: "stripe";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Received */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `invalid-request`: Invalid request
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             *     - `webhook-refused`: Webhook refused
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request" | "too-deep" | "unknown-parameter" | "webhook-refused";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postWebhooksMailBounces: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MailBounce"];
            };
        };
        responses: {
            /** @description Received */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `currency-not-supported`: Currency not supported
             *     - `invalid-request`: Invalid request
             *     - `price-not-accepted`: Price not accepted
             *     - `too-deep`: Nested too deeply
             *     - `unknown-parameter`: Unknown query parameter
             *     - `webhook-refused`: Webhook refused
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "currency-not-supported" | "invalid-request" | "price-not-accepted" | "too-deep" | "unknown-parameter" | "webhook-refused";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    postWebhooksTwilio: {
        parameters: {
            query?: {
                /** @description Names the SMS */
                sending?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": {
                    /** @example 30005 */
                    ErrorCode?: string;
                    /** @example undelivered */
                    MessageStatus?: string;
                };
            };
        };
        responses: {
            /** @description Received */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description The request is malformed; `errors` names the fields
             *
             *     - `invalid-request`: Invalid request
             *     - `unknown-parameter`: Unknown query parameter
             *     - `webhook-refused`: Webhook refused
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tiffin:problem:invalid-request",
                     *       "status": 400,
                     *       "title": "Invalid request",
                     *       "code": "invalid-request",
                     *       "detail": "What happened and what to do next, in words for people."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid-request" | "unknown-parameter" | "webhook-refused";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    "delivery.updated": {
        parameters: {
            query?: never;
            header: {
                /** @description Stays the same when a message is sent again */
                "webhook-id": string;
                /** @description `v1,` and HMAC-SHA256 over `id.timestamp.body` in base64; two, after a rotation, with a space between */
                "webhook-signature": string;
                /** @description Seconds since 1970; refuse what is older than five minutes */
                "webhook-timestamp": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    data: {
                        /**
                         * @description What happened
                         * @enum {string}
                         */
                        action: "request" | "needHand" | "lockProof" | "waiveProof" | "assign" | "reassign" | "dropOut" | "unassign" | "arriveAtRestaurant" | "pickUp" | "arriveAtCustomer" | "deliver" | "fail" | "return" | "cancel";
                        /** Format: date-time */
                        at: string;
                        deliveryId: string;
                        orderId: string;
                        status: string;
                    };
                    /** Format: date-time */
                    timestamp: string;
                    /** @enum {string} */
                    type: "delivery.updated";
                };
            };
        };
        responses: {
            /** @description Any 2xx within 15 s: it has arrived. 410: send nothing any more */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "endpoint.test": {
        parameters: {
            query?: never;
            header: {
                /** @description Stays the same when a message is sent again */
                "webhook-id": string;
                /** @description `v1,` and HMAC-SHA256 over `id.timestamp.body` in base64; two, after a rotation, with a space between */
                "webhook-signature": string;
                /** @description Seconds since 1970; refuse what is older than five minutes */
                "webhook-timestamp": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    data: {
                        endpointId: string;
                    };
                    /** Format: date-time */
                    timestamp: string;
                    /** @enum {string} */
                    type: "endpoint.test";
                };
            };
        };
        responses: {
            /** @description Any 2xx within 15 s: it has arrived. 410: send nothing any more */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "order.change": {
        parameters: {
            query?: never;
            header: {
                /** @description Stays the same when a message is sent again */
                "webhook-id": string;
                /** @description `v1,` and HMAC-SHA256 over `id.timestamp.body` in base64; two, after a rotation, with a space between */
                "webhook-signature": string;
                /** @description Seconds since 1970; refuse what is older than five minutes */
                "webhook-timestamp": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    data: {
                        /** Format: date-time */
                        expiresAt: string;
                        number: number;
                        orderId: string;
                        reason: string;
                        /** @enum {string} */
                        status: "PROPOSED" | "APPROVED" | "REFUSED" | "WITHDRAWN";
                        totalMinor: number;
                    };
                    /** Format: date-time */
                    timestamp: string;
                    /** @enum {string} */
                    type: "order.change";
                };
            };
        };
        responses: {
            /** @description Any 2xx within 15 s: it has arrived. 410: send nothing any more */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "order.placed": {
        parameters: {
            query?: never;
            header: {
                /** @description Stays the same when a message is sent again */
                "webhook-id": string;
                /** @description `v1,` and HMAC-SHA256 over `id.timestamp.body` in base64; two, after a rotation, with a space between */
                "webhook-signature": string;
                /** @description Seconds since 1970; refuse what is older than five minutes */
                "webhook-timestamp": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    data: {
                        /** Format: date-time */
                        at: string;
                        orderId: string;
                        seq: number;
                        status: string;
                    };
                    /** Format: date-time */
                    timestamp: string;
                    /** @enum {string} */
                    type: "order.placed";
                };
            };
        };
        responses: {
            /** @description Any 2xx within 15 s: it has arrived. 410: send nothing any more */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "order.updated": {
        parameters: {
            query?: never;
            header: {
                /** @description Stays the same when a message is sent again */
                "webhook-id": string;
                /** @description `v1,` and HMAC-SHA256 over `id.timestamp.body` in base64; two, after a rotation, with a space between */
                "webhook-signature": string;
                /** @description Seconds since 1970; refuse what is older than five minutes */
                "webhook-timestamp": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    data: {
                        /** Format: date-time */
                        at: string;
                        orderId: string;
                        seq: number;
                        status: string;
                    };
                    /** Format: date-time */
                    timestamp: string;
                    /** @enum {string} */
                    type: "order.updated";
                };
            };
        };
        responses: {
            /** @description Any 2xx within 15 s: it has arrived. 410: send nothing any more */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
