// Made from the documents by `npm run docs`; do not edit.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ClientFrame: components["schemas"]["clientOfferAccept"] | components["schemas"]["clientOfferDecline"] | components["schemas"]["clientLocation"] | components["schemas"]["clientShift"] | components["schemas"]["clientHeartbeat"];
        clientHeartbeat: {
            /** @description Echoed in the `reply` frame */
            ref?: string;
            /** @constant */
            type: "heartbeat";
        };
        clientLocation: {
            data: {
                lat: number;
                lng: number;
            };
            /** @description Echoed in the `reply` frame */
            ref?: string;
            /** @constant */
            type: "location";
        };
        clientOfferAccept: {
            data: {
                /** @example ofr_01jd7zk0f8e9vbq3n4m5p6r7st */
                offerId: string;
            };
            /** @description Echoed in the `reply` frame */
            ref?: string;
            /** @constant */
            type: "offer.accept";
        };
        clientOfferDecline: {
            data: {
                /** @example ofr_01jd7zk0f8e9vbq3n4m5p6r7st */
                offerId: string;
            };
            /** @description Echoed in the `reply` frame */
            ref?: string;
            /** @constant */
            type: "offer.decline";
        };
        clientShift: {
            data: components["schemas"]["ShiftChange"];
            /** @description Echoed in the `reply` frame */
            ref?: string;
            /** @constant */
            type: "shift";
        };
        Offer: {
            /** @description More food from the same restaurant, in the order of the doors; mostly empty. Your answer is for all of it; `offer.withdrawn` takes away only the delivery it names */
            bundle: components["schemas"]["OfferedDelivery"][];
            currency: string;
            /**
             * @description What you carry once you accept
             * @example dlv_01jd7zk0f8e9vbq3n4m5p6r7st
             */
            deliveryId: string;
            /** @description From the partner to the restaurant */
            distanceMetres: number;
            dropoff: components["schemas"]["Position"];
            /** Format: date-time */
            expiresAt: string;
            /** @example ofr_01jd7zk0f8e9vbq3n4m5p6r7st */
            offerId: string;
            /** @example ord_01jd7zk0f8e9vbq3n4m5p6r7st */
            orderId: string;
            /** @description What payMinor is made of */
            pay: {
                /** @description Amount in minor units (cents) */
                baseMinor: number;
                /** @description Amount in minor units (cents) */
                distanceMinor: number;
                /** @description Amount in minor units (cents) */
                tipMinor: number;
                /** @description Comes on top when the food is not ready: from your arrival to pick-up */
                waiting: {
                    freeMinutes: number;
                    /** @description Amount in minor units (cents) */
                    maxMinor: number;
                    /** @description Amount in minor units (cents) */
                    perMinuteMinor: number;
                };
            };
            /** @description Delivery pay and tip, minor units */
            payMinor: number;
            restaurant: {
                name: string;
                position: components["schemas"]["Position"];
            };
            /** @description For the whole trip: `payMinor` and that of the bundle */
            totalPayMinor: number;
        };
        OfferedDelivery: {
            /**
             * @description What you carry once you accept
             * @example dlv_01jd7zk0f8e9vbq3n4m5p6r7st
             */
            deliveryId: string;
            dropoff: components["schemas"]["Position"];
            /** @example ofr_01jd7zk0f8e9vbq3n4m5p6r7st */
            offerId: string;
            /** @example ord_01jd7zk0f8e9vbq3n4m5p6r7st */
            orderId: string;
            /** @description What payMinor is made of */
            pay: {
                /** @description Amount in minor units (cents) */
                baseMinor: number;
                /** @description Amount in minor units (cents) */
                distanceMinor: number;
                /** @description Amount in minor units (cents) */
                tipMinor: number;
                /** @description Comes on top when the food is not ready: from your arrival to pick-up */
                waiting: {
                    freeMinutes: number;
                    /** @description Amount in minor units (cents) */
                    maxMinor: number;
                    /** @description Amount in minor units (cents) */
                    perMinuteMinor: number;
                };
            };
            /** @description Delivery pay and tip, minor units */
            payMinor: number;
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
        serverDeliveryUpdated: {
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
            /** @description Position in your stream, to reconnect with as `lastEventId`; empty when the frame is not in it: keep the one before */
            id: string;
            topic: string;
            /** @constant */
            type: "delivery.updated";
        };
        serverEta: {
            data: {
                /** Format: date-time */
                at: string;
                /** Format: date-time */
                from: string;
                orderId: string;
                /** Format: date-time */
                to: string;
            };
            /** @description Position in your stream, to reconnect with as `lastEventId`; empty when the frame is not in it: keep the one before */
            id: string;
            topic: string;
            /** @constant */
            type: "eta";
        };
        ServerFrame: components["schemas"]["serverWelcome"] | components["schemas"]["serverResync"] | components["schemas"]["serverOrderPlaced"] | components["schemas"]["serverOrderUpdated"] | components["schemas"]["serverOrderChange"] | components["schemas"]["serverDeliveryUpdated"] | components["schemas"]["serverOffer"] | components["schemas"]["serverOfferWithdrawn"] | components["schemas"]["serverShiftUpdated"] | components["schemas"]["serverPartnerLocation"] | components["schemas"]["serverEta"] | components["schemas"]["serverReply"];
        serverOffer: {
            data: components["schemas"]["Offer"];
            /** @description Position in your stream, to reconnect with as `lastEventId`; empty when the frame is not in it: keep the one before */
            id: string;
            topic: string;
            /** @constant */
            type: "offer";
        };
        serverOfferWithdrawn: {
            data: {
                /** @example ofr_01jd7zk0f8e9vbq3n4m5p6r7st */
                offerId: string;
            };
            /** @description Position in your stream, to reconnect with as `lastEventId`; empty when the frame is not in it: keep the one before */
            id: string;
            topic: string;
            /** @constant */
            type: "offer.withdrawn";
        };
        serverOrderChange: {
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
            /** @description Position in your stream, to reconnect with as `lastEventId`; empty when the frame is not in it: keep the one before */
            id: string;
            topic: string;
            /** @constant */
            type: "order.change";
        };
        serverOrderPlaced: {
            data: {
                /** Format: date-time */
                at: string;
                orderId: string;
                seq: number;
                status: string;
            };
            /** @description Position in your stream, to reconnect with as `lastEventId`; empty when the frame is not in it: keep the one before */
            id: string;
            topic: string;
            /** @constant */
            type: "order.placed";
        };
        serverOrderUpdated: {
            data: {
                /** Format: date-time */
                at: string;
                orderId: string;
                seq: number;
                status: string;
            };
            /** @description Position in your stream, to reconnect with as `lastEventId`; empty when the frame is not in it: keep the one before */
            id: string;
            topic: string;
            /** @constant */
            type: "order.updated";
        };
        serverPartnerLocation: {
            data: {
                /** Format: date-time */
                at: string;
                deliveryId: string;
                orderId: string;
                position: components["schemas"]["Position"];
            };
            /** @description Position in your stream, to reconnect with as `lastEventId`; empty when the frame is not in it: keep the one before */
            id: string;
            topic: string;
            /** @constant */
            type: "partner.location";
        };
        serverReply: {
            data: {
                code?: string;
                detail?: string;
                errors?: {
                    message: string;
                    path: string;
                }[];
                ok: boolean;
                ref: string;
            };
            /** @description Position in your stream, to reconnect with as `lastEventId`; empty when the frame is not in it: keep the one before */
            id: string;
            topic: string;
            /** @constant */
            type: "reply";
        };
        serverResync: {
            data: {
                /** @description The frame that you have; what came then is lost */
                after: string;
            };
            /** @description Position in your stream, to reconnect with as `lastEventId`; empty when the frame is not in it: keep the one before */
            id: string;
            topic: string;
            /** @constant */
            type: "resync";
        };
        serverShiftUpdated: {
            data: {
                /** Format: date-time */
                at: string;
                /**
                 * @description ONLINE: offered deliveries. PAUSED: not, but goes on with what they carry. OFFLINE: gone home
                 * @enum {string}
                 */
                status: "ONLINE" | "PAUSED" | "OFFLINE";
            };
            /** @description Position in your stream, to reconnect with as `lastEventId`; empty when the frame is not in it: keep the one before */
            id: string;
            topic: string;
            /** @constant */
            type: "shift.updated";
        };
        serverWelcome: {
            data: {
                role: string;
                userId: string;
            };
            /** @description Position in your stream, to reconnect with as `lastEventId`; empty when the frame is not in it: keep the one before */
            id: string;
            topic: string;
            /** @constant */
            type: "welcome";
        };
        ShiftChange: {
            /**
             * @description ONLINE: offered deliveries. PAUSED: not, but goes on with what they carry. OFFLINE: gone home
             * @enum {string}
             */
            status: "ONLINE" | "PAUSED" | "OFFLINE";
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;

export type ServerFrame = components['schemas']['ServerFrame'];
export type ClientFrame = components['schemas']['ClientFrame'];
